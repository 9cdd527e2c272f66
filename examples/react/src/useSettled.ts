import { useEffect, useState } from 'react';

/** The value once it has stayed the same for so many milliseconds: while somebody types, there is nothing to ask. */
export function useSettled<T>(value: T, ms = 150): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
