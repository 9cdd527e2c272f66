import { exactly } from './equal.js';
import { createFactory } from './twenty/factories/index.js';
import type { Company, Person, PersonCreateInput } from './twenty/index.js';

const factory = createFactory('any text or number');

const company: Company = factory.company({ name: 'Airbus' });
exactly<Person>()(factory.person({ companyId: company.id, relationship: 'RATING_5' }));
exactly<Person[]>()(factory.person.many(3, (index) => ({ position: index })));
exactly<PersonCreateInput>()(factory.person.createInput({ city: null }));
exactly<string>()(factory.company.idOf(1));

factory.person({ nope: 1 }); // error: nope
factory.person({ city: null }); // error: 'null' is not assignable to type 'string
factory.person({ relationship: 'RATING_9' }); // error: RATING_9
factory.person.createInput({ searchVector: '' }); // error: searchVector
factory.nope(); // error: nope
