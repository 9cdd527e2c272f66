import { confirm, intro, isCancel, text } from '@clack/prompts';
import { defaultOutput } from '../config/settings.ts';
import { CodegenError } from '../errors.ts';
import { parseBaseUrl } from '../introspect/url.ts';
import type { Answers } from './commands/init.ts';

export interface Asked {
  /** What flags say already is not asked. */
  readonly url: string | undefined;
  readonly output: string | undefined;
  readonly scripts: boolean | undefined;
  /** The environment does not say where the server is. */
  readonly needsUrl: boolean;
  readonly hasPackage: boolean;
}

/** Asks what is not known yet: at most three questions, on stderr. */
export async function ask(asked: Asked): Promise<Answers> {
  const output = process.stderr;
  intro('twenty-codegen', { output });
  let { url } = asked;
  if (url === undefined && asked.needsUrl) {
    const answer = await answered<string>(
      text({
        message: 'Where is your Twenty server?',
        placeholder: 'https://crm.example.com (empty: from TWENTY_API_URL)',
        validate: (value) => urlProblem(value ?? ''),
        output,
      }),
    );
    url = answer.trim() === '' ? undefined : answer.trim();
  }
  const folder =
    asked.output ??
    (await answered<string>(
      text({
        message: 'Where shall the client go?',
        placeholder: defaultOutput,
        defaultValue: defaultOutput,
        output,
      }),
    ));
  const scripts =
    asked.scripts ??
    (asked.hasPackage
      ? await answered<boolean>(
          confirm({ message: 'Add twenty:generate and twenty:check to package.json?', output }),
        )
      : false);
  return { url, output: folder, scripts };
}

async function answered<T extends string | boolean>(question: Promise<T | symbol>): Promise<T> {
  const answer = await question;
  if (!isCancel(answer)) return answer as T;
  // The terminal is in raw mode while a question stands: Ctrl-C arrives as an answer, and becomes the signal here.
  process.emit('SIGINT');
  throw new CodegenError('ABORTED', 'Nothing was set up.');
}

function urlProblem(value: string): string | undefined {
  if (value.trim() === '') return undefined;
  try {
    parseBaseUrl(value);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
