/** What a row of the drill is: a fault, the figures asked, and how both are found out on a running fleet. */
import type { Fleet } from './fleet.ts';

/** How much of it; the short form does less of the same. */
export interface Size {
  readonly readers: number;
  /** Times that the leader is killed. */
  readonly kills: number;
  /** How long Redis is away. */
  readonly outageMs: number;
  /** How long lines are bad, slow or dark. */
  readonly badLineMs: number;
  /** How long is watched what follows a change of leaders. */
  readonly watchMs: number;
  /** Of the ways to pause a leader, in the order in which they stand in their row. */
  readonly pauses: number;
  /** Of the ways to lose data and to refuse. */
  readonly ways: number;
  /** Gateways that are restarted. */
  readonly restarts: number;
  /** Whether publishing is ended after each row, so that the very last value can be looked for at each reader. */
  readonly endsPublishing: boolean;
}

export interface Outcome {
  /** In words, for the table. */
  readonly measured: string;
  /** Promises that were not kept, in words; empty where all were. */
  readonly broken: readonly string[];
  /** Parts that could not be run here, and why. */
  readonly notRun?: string;
  readonly figures: Readonly<Record<string, number>>;
}

export interface Row {
  readonly number: number;
  readonly fault: string;
  /** The figure that is promised. */
  readonly asked: string;
  run(fleet: Fleet, size: Size): Promise<Outcome>;
}

/** `undefined` and what is false leave nothing. */
export function brokenBy(claims: Readonly<Record<string, boolean>>): string[] {
  return Object.entries(claims).flatMap(([claim, isKept]) => (isKept ? [] : [`not so: ${claim}`]));
}

/** Seconds with one decimal, or two below a second. */
export function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(ms < 1_000 ? 2 : 1)} s`;
}

export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
