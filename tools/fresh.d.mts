/** Types of fresh.mjs for the tests. */

/** The folder of builds. */
export declare const dist: string;

/** False where there is no build, or where a source has changed since it began. */
export declare function isFresh(): boolean;
