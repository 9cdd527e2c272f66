/** What is used of msw 2 and 3: those who import `twenty-codegen/testing/msw` have it installed, this repository has not. */
declare module 'msw' {
  export class HttpHandler {
    readonly kind: string;
  }

  export const http: {
    all(
      path: string,
      resolver: (info: { readonly request: Request }) => Response | Promise<Response>,
    ): HttpHandler;
  };
}
