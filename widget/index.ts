/** The module that pages load: registers the element, with the server that the module came from. */
import { serverOf } from './addresses.ts';
import { define } from './define.ts';
import { browserEnv } from './env.ts';
import { createPage } from './page.ts';

/** Where the chunks lie, relative to this module; put in by the build. */
declare const __CHUNKS__: string;

define(createPage(
  browserEnv,
  serverOf(import.meta.url),
  (name, again) => import(new URL(`${__CHUNKS__}${name}.js${again}`, import.meta.url).href),
));
