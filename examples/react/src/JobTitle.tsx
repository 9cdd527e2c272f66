import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changePerson, rereadPeople } from './crm.js';

interface Props {
  readonly id: string;
  readonly label: string;
  readonly value: string;
}

/** A text that becomes a field when it is clicked. Enter saves, Escape leaves it as it was. */
export function JobTitle({ id, label, value }: Props) {
  const [draft, setDraft] = useState<string>();
  const queryClient = useQueryClient();
  const { mutateAsync, isPending, error } = useMutation({
    ...changePerson,
    onSuccess: () => rereadPeople(queryClient),
  });

  async function save(jobTitle: string): Promise<void> {
    try {
      await mutateAsync({ id, data: { jobTitle } });
      setDraft(undefined);
    } catch {
      // It is shown beside the field.
    }
  }

  if (draft === undefined)
    return (
      <button
        type="button"
        className="edit"
        aria-label={`${label}: ${value || 'none'}`}
        onClick={() => setDraft(value)}
      >
        {value || '–'}
      </button>
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save(draft);
      }}
    >
      <input
        autoFocus
        aria-label={label}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setDraft(undefined);
        }}
      />
      <button type="submit" disabled={isPending}>
        Save
      </button>
      {error !== null && <span role="alert">{error.message}</span>}
    </form>
  );
}
