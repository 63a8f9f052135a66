/** Types of bundle.mjs for the tests. */

/** What a page puts in its own style sheet, so that nothing moves when the strip comes. */
export declare const reservedHeight: string;

/** `root`: the project's folder unless given. All files by their path below dist/widget, and the name of the build they belong to. */
export declare function bundleWidget(root?: string): Promise<{
  readonly build: string;
  readonly files: ReadonlyMap<string, string>;
}>;

/** The builder's own files, which lie beside the moving script: name → text. */
export declare function bundleBuilder(root?: string): Promise<ReadonlyMap<string, string>>;
