/** Types of words.mjs for the tests. */

/** File name, such as `es.js`, → its module. `root`: the project's folder. */
export declare function wordFiles(root: string): Promise<ReadonlyMap<string, string>>;
