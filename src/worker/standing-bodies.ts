/** Dates an answer by when its body first came: the same bytes again are no newer word of an open market's. */
import type { Http, HttpAnswer } from '../system/http.ts';
import type { FeedPlan } from './plan.ts';

export interface StandingBodies {
  /** Does what `http` does; where the feed is one of open markets, `confirmedAt` is when that body first came. */
  over(http: Http): Http;
}

interface Body {
  readonly text: string;
  readonly since: number;
}

/** A feed asks for tens of addresses at most; the texts are those that the HTTP client holds anyway. */
const maxBodies = 64;

/**
 * Prices of an open market change with each trade, and with every order: the same bytes are an old word. A list of
 * warnings stands still rightly, and is as of when it was last said.
 */
export function createStandingBodies({
  cadence,
  provider,
}: Pick<FeedPlan, 'cadence' | 'provider'>): StandingBodies {
  const isOfMarket = cadence.kind === 'continuous' && !provider.kinds.includes('alerts');
  return isOfMarket ? datedByBody() : { over: (http) => http };
}

function datedByBody(): StandingBodies {
  const bodies = new Map<string, Body>();

  const dated = (address: string, answer: HttpAnswer): HttpAnswer => {
    const { text, confirmedAt } = answer;
    const before = bodies.get(address);
    // A clock that was set back must not date a body ahead of itself.
    const since = before?.text === text ? Math.min(before.since, confirmedAt) : confirmedAt;
    bodies.delete(address);
    bodies.set(address, { text, since });
    const oldest = bodies.keys().next();
    if (bodies.size > maxBodies && !oldest.done) bodies.delete(oldest.value);
    return { ...answer, confirmedAt: since };
  };

  return {
    over: (http) => ({
      get: async (path, request) =>
        dated(JSON.stringify([path, request.query ?? {}]), await http.get(path, request)),
    }),
  };
}
