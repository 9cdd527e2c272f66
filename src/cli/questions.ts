import type { Readable, Writable } from 'node:stream';
import { intro, isCancel, multiselect, text } from '@clack/prompts';
import { CodegenError, messageOf } from '../errors.ts';
import { parseBaseUrl } from '../introspect/url.ts';
import type { Edit, EditKind } from './init/edit.ts';

export interface Asked {
  /** What flags say already is not asked. */
  readonly url: string | undefined;
  readonly output: string | undefined;
  /** Where it goes unless the answer says otherwise. */
  readonly usualOutput: string;
  /** The environment does not say where the server is. */
  readonly needsUrl: boolean;
}

/** Where questions are asked and answered. */
export interface Streams {
  readonly input: Readable;
  readonly output: Writable;
}

/** What a command prints on stdout may be for another program. */
const terminal: Streams = { input: process.stdin, output: process.stderr };

/** Asks what is not known yet: at most two questions. */
export async function ask(
  asked: Asked,
  streams: Streams = terminal,
): Promise<{ readonly url: string | undefined; readonly output: string }> {
  intro('twenty-codegen', streams);
  let { url } = asked;
  if (url === undefined && asked.needsUrl) {
    const answer = await answered<string>(
      text({
        message: 'Where is your Twenty server?',
        placeholder: 'https://crm.example.com (empty: from TWENTY_API_URL)',
        validate: (value) => urlProblem(value ?? ''),
        ...streams,
      }),
    );
    url = answer.trim() === '' ? undefined : answer.trim();
  }
  const folder =
    asked.output ??
    (await answered<string>(
      text({
        message: 'Where shall the client go?',
        placeholder: asked.usualOutput,
        defaultValue: asked.usualOutput,
        ...streams,
      }),
    ));
  return { url, output: folder };
}

/** The third question: which of the edits that were shown are to be made. */
export function askForEdits(
  edits: readonly Edit[],
  streams: Streams = terminal,
): Promise<readonly EditKind[]> {
  return answered<EditKind[]>(
    multiselect({
      message: 'Which of these edits shall be made?',
      options: edits.map(({ kind, title }) => ({ value: kind, label: title })),
      initialValues: edits.map(({ kind }) => kind),
      required: false,
      ...streams,
    }),
  );
}

async function answered<T extends string | readonly string[]>(question: Promise<T | symbol>): Promise<T> {
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
    return messageOf(error);
  }
}
