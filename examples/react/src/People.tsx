import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { pageSize, peoplePage } from './crm.js';
import { JobTitle } from './JobTitle.js';
import { useSettled } from './useSettled.js';

export function People() {
  const [text, setText] = useState('');
  const [page, setPage] = useState(0);
  const {
    data: people,
    isFetching,
    error,
  } = useQuery({ ...peoplePage(useSettled(text), page), placeholderData: keepPreviousData });
  const total = people?.totalCount ?? 0;
  const last = Math.max(0, Math.ceil(total / pageSize) - 1);

  return (
    <main>
      <h1>People</h1>
      <label>
        Filter{' '}
        <input
          type="search"
          placeholder="Name, job or company"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setPage(0);
          }}
        />
      </label>
      {error !== null && <p role="alert">{error.message}</p>}
      <table aria-busy={isFetching}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Company</th>
            <th scope="col">E-mail</th>
            <th scope="col">Job title</th>
          </tr>
        </thead>
        <tbody>
          {people?.records.map(({ id, name, company, emails, jobTitle }) => (
            <tr key={id}>
              <th scope="row">{`${name.firstName} ${name.lastName}`.trim() || '–'}</th>
              <td>{company?.name ?? '–'}</td>
              <td>{emails.primaryEmail}</td>
              <td>
                <JobTitle
                  id={id}
                  label={`Job title of ${name.firstName} ${name.lastName}`}
                  value={jobTitle}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {people !== undefined && total === 0 && <p>Nobody found.</p>}
      <nav aria-label="Pages">
        <button type="button" disabled={page === 0} onClick={() => setPage(page - 1)}>
          Previous
        </button>
        <span role="status">
          {total === 0 ? '0' : `${page * pageSize + 1}–${Math.min((page + 1) * pageSize, total)}`} of {total}
        </span>
        <button type="button" disabled={page >= last} onClick={() => setPage(page + 1)}>
          Next
        </button>
      </nav>
    </main>
  );
}
