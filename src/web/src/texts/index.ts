import { chosenOf } from './choice';
import { de } from './de';
import { en } from './en';

/** What every language has. */
export type Texts = typeof en;

/** Every language of the app, by its code. A further one is a folder beside these and a line here. */
export const languages: Record<string, { name: string; texts: Texts }> = {
  en: { name: 'English', texts: en },
  de: { name: 'Deutsch', texts: de },
};

const kept = 'ampwright-language';

/** The one that was chosen, else the first that the browser asks for and the app has, else English. */
export const languageOf = (chosen: string | null, wanted: readonly string[]): string => chosenOf(languages, chosen, wanted);

const stored = () => (typeof localStorage === 'undefined' ? null : localStorage.getItem(kept));

export const language = languageOf(stored(), globalThis.navigator?.languages ?? []);

/** Every text of the app, in the language of whoever looks at it. */
export const texts = languages[language]!.texts;

/** Speaks another language from now on: what is drawn is drawn anew. */
export function speak(code: string): void {
  localStorage.setItem(kept, code);
  location.reload();
}
