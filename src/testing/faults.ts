import type { Asked, AskedOperation } from './asked.ts';

/** Which requests a fault hits: those that ask for such an operation; every request where neither is given. */
export interface FaultTarget {
  /** `people`, or `person`. */
  readonly object?: string;
  readonly operation?: AskedOperation | readonly AskedOperation[];
  /** Of the requests that match, the first (1), the second …, or several of them; all unless given. */
  readonly nth?: number | readonly number[];
}

/** What goes wrong. `isCarriedOut: true`: only the answer is lost, the workspace did what was asked. */
export type FaultEffect =
  /** fetch rejects. `code` is that of its cause: ECONNREFUSED unless given, or ECONNRESET where the request was carried out. */
  | { readonly kind: 'network'; readonly code?: string; readonly isCarriedOut?: boolean }
  /** An answer with this status, as a proxy gives it. `retryAfter` is in seconds. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: string;
      readonly retryAfter?: number;
      readonly isCarriedOut?: boolean;
    }
  /** The server refuses: GraphQL's `extensions.code` and `subCode`, or REST's status for it. */
  | { readonly kind: 'error'; readonly code: string; readonly subCode?: string; readonly message?: string }
  /** The request is carried out, and its answer breaks off in the middle. */
  | { readonly kind: 'cut' }
  /** The answer comes so many milliseconds later, of real time. */
  | { readonly kind: 'delay'; readonly ms: number };

export type FaultRule = FaultTarget & FaultEffect;

/** The rules of a simulation, and how many requests each was met by. */
export interface Faults {
  /** @returns what takes the rule away again */
  add(rule: FaultRule): () => void;
  /**
   * The effects on one request: of an operation that it asks for, or of the request itself where none is given.
   * @param seen the rules that this request was counted for already
   */
  effectsOn(asked: Asked | undefined, seen: Map<FaultRule, boolean>): readonly FaultEffect[];
}

/**
 * @param nameOf the name of an object as generated code has it
 * @throws RangeError, or what `nameOf` throws, for a rule that can never hit
 */
export function createFaults(rules: readonly FaultRule[], nameOf: (object: string) => string): Faults {
  const all: { readonly rule: FaultRule; readonly object: string | undefined; met: number }[] = [];
  const faults: Faults = {
    add(rule) {
      check(rule);
      const entry = { rule, object: rule.object === undefined ? undefined : nameOf(rule.object), met: 0 };
      all.push(entry);
      return () => {
        const at = all.indexOf(entry);
        if (at >= 0) all.splice(at, 1);
      };
    },
    effectsOn(asked, seen) {
      return all.flatMap((entry) => {
        const { rule, object } = entry;
        if (!isHit(rule, object, asked)) return [];
        // A request counts once, whatever number of operations it asks for.
        let hits = seen.get(rule);
        if (hits === undefined) {
          entry.met++;
          hits = isNth(rule, entry.met);
          seen.set(rule, hits);
        }
        return hits ? [rule] : [];
      });
    },
  };
  for (const rule of rules) faults.add(rule);
  return faults;
}

function isHit({ operation }: FaultTarget, object: string | undefined, asked: Asked | undefined): boolean {
  if (asked === undefined) return operation === undefined && object === undefined;
  if (operation === undefined && object === undefined) return false;
  const operations = typeof operation === 'string' ? [operation] : operation;
  return (object === undefined || object === asked.object) && (operations?.includes(asked.operation) ?? true);
}

function isNth({ nth }: FaultTarget, met: number): boolean {
  if (nth === undefined) return true;
  return typeof nth === 'number' ? nth === met : nth.includes(met);
}

function check(rule: FaultRule): void {
  const numbers = typeof rule.nth === 'number' ? [rule.nth] : (rule.nth ?? []);
  if (numbers.some((nth) => !Number.isInteger(nth) || nth < 1))
    throw new RangeError('nth counts requests from 1.');
  if (rule.kind === 'status' && !(Number.isInteger(rule.status) && rule.status >= 200 && rule.status <= 599))
    throw new RangeError('status is a whole number from 200 to 599.');
  if (rule.kind === 'delay' && !(rule.ms >= 0)) throw new RangeError('ms is not below 0.');
}
