/** The registry: every provider there is. Its ids are the provider names that config allows. */
import type { Provider } from './provider.ts';

export const providers: readonly Provider[] = [];
