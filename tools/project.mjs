/** Where this project lies. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Its folder, absolute. */
export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
