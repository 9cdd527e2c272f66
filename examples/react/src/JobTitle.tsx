import { useState } from 'react';
import { changeJobTitle } from './crm.js';

interface Props {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onSaved: (value: string) => void;
}

/** A text that becomes a field when it is clicked. Enter saves, Escape leaves it as it was. */
export function JobTitle({ id, label, value, onSaved }: Props) {
  const [draft, setDraft] = useState<string>();
  const [error, setError] = useState<string>();

  async function save(): Promise<void> {
    if (draft === undefined) return;
    try {
      onSaved(await changeJobTitle(id, draft));
      setDraft(undefined);
      setError(undefined);
    } catch (reason) {
      setError(reason instanceof Error ? reason.message : String(reason));
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
        void save();
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
      <button type="submit">Save</button>
      {error !== undefined && <span role="alert">{error}</span>}
    </form>
  );
}
