import { useEffect, useState } from 'react';
import { readPeople } from './crm.js';
import type { People } from './crm.js';

export interface PeopleState {
  /** The last page that was read; it stays while the next one is on its way. */
  readonly people: People | undefined;
  readonly isLoading: boolean;
  readonly error: string | undefined;
  /** Puts a change of one person into the page. */
  replace(id: string, change: Partial<People['records'][number]>): void;
}

/** Reads a page, and the next one when the text or the number changes; a request that nobody waits for any more is aborted. */
export function usePeople(text: string, page: number): PeopleState {
  const [people, setPeople] = useState<People>();
  const [isLoading, setLoading] = useState(true);
  const [error, setError] = useState<string>();

  useEffect(() => {
    const abort = new AbortController();
    setLoading(true);
    // While somebody types, there is nothing to ask.
    const timer = setTimeout(async () => {
      try {
        setPeople(await readPeople(text, page, abort.signal));
        setError(undefined);
      } catch (reason) {
        if (!abort.signal.aborted) setError(reason instanceof Error ? reason.message : String(reason));
      }
      if (!abort.signal.aborted) setLoading(false);
    }, 150);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text, page]);

  return {
    people,
    isLoading,
    error,
    replace: (id, change) =>
      setPeople(
        (before) =>
          before && {
            ...before,
            records: before.records.map((person) => (person.id === id ? { ...person, ...change } : person)),
          },
      ),
  };
}
