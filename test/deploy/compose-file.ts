/** Reads a compose file and the Dockerfile as far as these files use them; starts nothing. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseDocument } from 'yaml';
import { projectPath } from '../../src/system/project.ts';

export type Variables = Readonly<Record<string, string>>;

export interface ComposeService {
  readonly image: string;
  readonly build?: string;
  readonly user?: string;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: Variables;
  /** `source:target[:ro]` */
  readonly volumes?: readonly string[];
  readonly tmpfs?: readonly string[];
  /** `address:port:container port` */
  readonly ports?: readonly string[];
  readonly networks?: readonly string[];
  readonly network_mode?: string;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] } | { readonly disable: true };
  /** Started for these alone, or by name. */
  readonly profiles?: readonly string[];
  readonly restart?: string;
  readonly privileged?: boolean;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly stop_grace_period?: string;
}

export interface ComposeFile {
  /** Against which the sources of its mounts are meant. */
  readonly folder: string;
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
  readonly volumes: Readonly<Record<string, object>>;
}

/** `given`: what the operator's environment holds. Throws for what is no YAML and for a variable that must be set. */
export function readCompose(file: string, given: Variables = {}): ComposeFile {
  const document = parseDocument(readFileSync(projectPath(file), 'utf8'), { merge: true, uniqueKeys: true });
  const [trouble] = [...document.errors, ...document.warnings];
  if (trouble !== undefined) throw trouble;
  const text = JSON.stringify(document.toJS()).replaceAll(
    /\$\{(\w+):([-?])([^}]*)\}/g,
    (_all, name: string, kind: string, rest: string) => {
      const value = given[name] ?? (kind === '-' ? rest : undefined);
      if (value === undefined) throw new Error(`${name} must be set: ${rest}`);
      return value;
    },
  );
  return { ...(JSON.parse(text) as ComposeFile), folder: path.dirname(projectPath(file)) };
}

/** What the image brings where a service says nothing else. */
export interface Image {
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly healthcheck: readonly string[];
  readonly environment: Variables;
}

/** Of the Dockerfile's last stage. */
export function readImage(): Image {
  const text = readFileSync(projectPath('Dockerfile'), 'utf8').replaceAll('\\\n', ' ');
  const words = (pattern: RegExp) => JSON.parse(pattern.exec(text)?.[1] ?? '[]') as readonly string[];
  const [, environment = ''] = /^ENV (.*)$/m.exec(text) ?? [];
  return {
    entrypoint: words(/^ENTRYPOINT (\[.*\])$/m),
    command: words(/^CMD (\[.*\])$/m),
    healthcheck: words(/^HEALTHCHECK .*?CMD (\[.*\])$/m),
    environment: Object.fromEntries(
      environment.split(' ').map((pair) => pair.split('=') as [string, string]),
    ),
  };
}

/** The words of a health check, of the service or its image, without the one that says how they are meant. */
export function healthcheckOf({ build, healthcheck }: ComposeService, image: Image): readonly string[] {
  if (healthcheck === undefined) return build === undefined ? [] : image.healthcheck;
  if ('disable' in healthcheck) return [];
  const [kind, ...words] = healthcheck.test;
  if (kind !== 'CMD') throw new Error(`a health check starts with CMD here, got ${kind}`);
  return words;
}
