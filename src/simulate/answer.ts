/** An answer in JSON, with the content type that the server gives it. */
export function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });
}

/** A routing error, in the shape that the server's framework gives it. */
export function nestError(statusCode: number, error: string, message: string): Response {
  return json(statusCode, { message, error, statusCode });
}

export function notRouted(method: string, path: string): Response {
  return nestError(404, 'Not Found', `Cannot ${method} ${path}`);
}
