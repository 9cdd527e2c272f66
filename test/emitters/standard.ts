/** What Standard Schema asks of a schema, as far as tests use it. */
export interface AnySchema {
  readonly '~standard': {
    readonly version: number;
    readonly vendor: string;
    validate(value: unknown): Result | Promise<Result>;
  };
}

type Result =
  | { readonly value: unknown; readonly issues?: undefined }
  | {
      readonly issues: readonly {
        readonly message: string;
        readonly path?: readonly unknown[] | undefined;
      }[];
    };

/** What a schema makes of a value. @throws Error where it refuses it. */
export async function accepted(schema: AnySchema, value: unknown): Promise<unknown> {
  const result = await schema['~standard'].validate(value);
  if (result.issues)
    throw new Error(result.issues.map((issue) => `${pathOf(issue)}: ${issue.message}`).join('\n'));
  return result.value;
}

/** Where a schema refuses a value: the paths of its issues; none where it takes it. */
export async function refusedAt(schema: AnySchema, value: unknown): Promise<readonly string[]> {
  const { issues = [] } = await schema['~standard'].validate(value);
  return issues.map(pathOf);
}

function pathOf({ path = [] }: { readonly path?: readonly unknown[] | undefined }): string {
  return path
    .map((part) => String(typeof part === 'object' && part !== null && 'key' in part ? part.key : part))
    .join('.');
}
