/** The module that pages load: registers the element, with the server that the module came from. */
import { serverOf } from './addresses.ts';
import { define } from './define.ts';
import { browserEnv } from './env.ts';
import { createPage } from './page.ts';

define(createPage(browserEnv, serverOf(import.meta.url)));
