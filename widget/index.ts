/** The module that pages load: registers the element, with the server that the module came from. */
import { serverOf } from './addresses.ts';
import { define } from './define.ts';
import { browserEnv } from './env.ts';
import { createPage } from './page.ts';

/** Where the chunks lie, relative to this module; put in by the build. */
declare const __CHUNKS__: string;

/** A chunk is a function of this module's own exports, which it so need not bring along; words are plain. */
type Chunk = { readonly default: readonly string[] | ((kit: unknown) => unknown) };

define(createPage(browserEnv, serverOf(import.meta.url), async (name, again) => {
  const chunk: Chunk = await import(new URL(`${__CHUNKS__}${name}.js${again}`, import.meta.url).href);
  return typeof chunk.default === 'function' ? chunk.default(await import(import.meta.url)) : chunk;
}));
