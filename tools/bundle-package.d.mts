/** Types of bundle-package.mjs for the tests. */

/** The npm package: path below its folder → text. */
export declare function bundlePackage(root?: string): Promise<ReadonlyMap<string, string>>;
