import { composites } from './composites.ts';

/** Words that cannot be, or must not be, the name of a namespace export: the language's, and `then`, which makes a module thenable. */
export const reservedWords: ReadonlySet<string> = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export ' +
    'extends false finally for function if implements import in instanceof interface let new null package ' +
    'private protected public return static super switch this throw true try typeof undefined var void while ' +
    'with yield async of then constructor prototype __proto__ NaN Infinity globalThis infer keyof readonly unique'
  ).split(' '),
);

/**
 * Words that cannot be the name of a type: those, what TypeScript reads as a type or before one, and the names that
 * every object's module declares.
 */
export const reservedTypes: ReadonlySet<string> = new Set([
  ...reservedWords,
  ...(
    'any unknown never number bigint boolean string symbol object as asserts from is satisfies type ' +
    'fields own findMany findOne findOneOrThrow count aggregate groupBy findDuplicates createOne createMany updateOne ' +
    'updateMany deleteOne deleteMany restoreOne restoreMany destroyOne destroyMany mergeMany'
  ).split(' '),
]);

/** Device names that no file may have on Windows, and `index`. */
export const reservedFiles: ReadonlySet<string> = new Set([
  'index',
  'con',
  'prn',
  'aux',
  'nul',
  ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((digit) => [`com${digit}`, `lpt${digit}`]),
]);

/** Names that the generated code exports or uses besides those made from objects. A workspace's names yield to them. */
export const ownNames: ReadonlySet<string> = new Set([
  ...Object.values(composites).flatMap(({ name }) => [
    name,
    `${name}Input`,
    `${name}FilterInput`,
    `${name}OrderByInput`,
  ]),
  ...(
    'ActorSource actorSourceOptions PhoneItem LinkItem FileItem FileItemInput FilesField uploadFile Mapped ' +
    'ArrayFilter BooleanFilter DateFilter DateTimeFilter FilterIs MultiSelectFilter NumberFilter RawJsonFilter ' +
    'SelectFilter StringFilter TSVectorFilter UUIDFilter JsonValue OrderByDirection ' +
    'Page PagePromise PicklistOption RequestOptions Twenty TwentyClient TwentyClientOptions ' +
    'createClient createRestClient createTwenty clientOptions client bind DuplicateMethods Methods runtime workspace micros fromMicros ' +
    'TwentyError TwentyErrorCode TwentyAbortError TwentyAuthenticationError TwentyDuplicateError ' +
    'TwentyNetworkError TwentyNotFoundError TwentyPermissionError TwentyRateLimitError TwentyServerError ' +
    'TwentyTimeoutError TwentyTooComplexError TwentyValidationError'
  ).split(' '),
]);
