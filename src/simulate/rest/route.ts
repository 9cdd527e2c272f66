import { json } from '../answer.ts';
import type { GraphqlContext } from '../graphql.ts';

function badRequest(message: string): Response {
  return json(400, { statusCode: 400, error: 'BadRequestException', messages: [message] });
}

/** The record routes of REST. They are not simulated yet: each says so. */
export function answerRest(request: Request, url: URL, context: GraphqlContext): Promise<Response> {
  const [, , name = ''] = url.pathname.split('/');
  const objects = context.workspace.model.objects;
  if (!objects.some(({ namePlural }) => namePlural === name)) {
    const plural = objects.find(({ nameSingular }) => nameSingular === name)?.namePlural;
    const hint = plural === undefined ? 'eg: companies' : `Did you mean '${plural}'?`;
    return Promise.resolve(badRequest(`object '${name}' not found. ${hint}`));
  }
  return Promise.resolve(
    badRequest(`The simulated workspace does not answer ${request.method} /rest/${name} yet`),
  );
}
