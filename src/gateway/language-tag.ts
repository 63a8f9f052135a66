/** What may stand where a reader's language is asked for: the form of a BCP 47 tag, of at most 44 characters. */
export const languageTag = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}$/;

export function isLanguageTag(text: string): boolean {
  return languageTag.test(text);
}
