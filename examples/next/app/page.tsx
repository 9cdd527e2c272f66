import { people } from '../twenty';
import { crm } from './crm';

// The CRM is asked for every visitor, not when the app is built.
export const dynamic = 'force-dynamic';

export default async function Page() {
  const { records, totalCount } = await people.findMany(crm(), {
    first: 10,
    orderBy: { name: { lastName: 'AscNullsLast' } },
    select: { id: true, name: true, company: { name: true } },
  });
  return (
    <main>
      <h1>{totalCount} people</h1>
      <ul>
        {records.map(({ id, name, company }) => (
          <li key={id}>
            {name.firstName} {name.lastName}
            {company === null ? '' : `, ${company.name}`}
          </li>
        ))}
      </ul>
    </main>
  );
}
