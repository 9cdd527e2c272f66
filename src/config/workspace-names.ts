/**
 * What a workspace may be called in the config: the name becomes part of a file's name and of a variable's. No digit
 * first: JavaScript would put such names before all others, and the first workspace is a special one.
 */
export function isWorkspaceName(name: string): boolean {
  return /^[A-Za-z][\w.-]*$/u.test(name) && name.length <= 64;
}

/** `my-crm` → `MY_CRM`, for TWENTY_API_KEY_MY_CRM. */
export function variableSuffix(name: string): string {
  return name.toUpperCase().replaceAll(/[^A-Z\d]/gu, '_');
}
