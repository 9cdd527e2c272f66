import type { Operation } from '../../templates/runtime/operation.ts';
import type { TwentyClient } from '../../templates/runtime/transport.ts';
import type { Workspace } from '../../templates/runtime/object.ts';

/** The workspace of a current server, with these objects in the words of Workspace.objects. */
export function workspaceWith(objects: string, more: Partial<Workspace> = {}): Workspace {
  return {
    idType: 'UUID',
    hasOffset: true,
    hasUpsert: true,
    hasRestSoftDelete: true,
    maxBatch: 200,
    objects,
    ...more,
  };
}

/** A client that has each operation answered by a function, and keeps what it was asked. */
export function answering(
  answer: (operation: Operation) => unknown,
  maxIds = 200,
): { client: TwentyClient; asked: Operation[] } {
  const asked: Operation[] = [];
  const client: TwentyClient = {
    transport: { hasOffset: true, answersDestroyed: true, maxIds },
    execute: async (operation) => {
      asked.push(operation);
      return answer(operation);
    },
  };
  return { client, asked };
}
