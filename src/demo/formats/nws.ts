/** The US National Weather Service's weather as a service: places to cells, cells to forecasts and stations, stations to reports. */
import { regionAt, stationById } from '../us-regions.ts';
import type { World } from '../world.ts';
import type { DemoAnswer, DemoProvider, DemoRequest } from './answer.ts';
import { geoJson, nwsUrl, problem, refusalOf } from './nws-answer.ts';
import { type Cell, cellAt, cellOf, cellPath } from './nws-cells.ts';
import { hourlyOf, type Units } from './nws-hourly.ts';
import { latestOf } from './nws-observation.ts';
import { expectedSetting, nwsId, settingSymbol, settingText } from './nws-settings.ts';
import { pointOf } from './point.ts';

const hourMs = 3_600_000;
// Grids and stations change with an office's work, not with the weather.
const lookup = { maxAgeMs: hourMs, changedAt: Date.UTC(2026, 0, 1) };

export const nws: DemoProvider = {
  id: nwsId,
  expects: expectedSetting,
  symbolOf: settingSymbol,
  settingOf: settingText,
  routes: [
    { path: '/points/:point', answer: answerPoint },
    { path: '/gridpoints/:office/:cell/forecast/hourly', answer: answerHourly },
    { path: '/gridpoints/:office/:cell/stations', answer: answerStations },
    { path: '/stations/:station/observations/latest', answer: answerLatest },
  ],
};

function answerPoint(request: DemoRequest): DemoAnswer {
  const text = request.params?.point ?? '';
  const refusal = refusalOf(request, []);
  if (refusal !== undefined) return refusal;
  const [lat = Number.NaN, lon = Number.NaN] = text.split(',').map(Number);
  const short = `${Number(lat.toFixed(4))},${Number(lon.toFixed(4))}`;
  const region = regionAt(lat, lon);
  if (region === undefined || pointOf(short) === undefined) {
    return problem(404, 'InvalidPoint', 'Data Unavailable For Requested Point', 'Unable to provide data');
  }
  if (short !== text) return { ...moved(short), headers: { location: nwsUrl(`/points/${short}`) } };
  return geoJson(pointBody(cellAt(region, lat, lon), lat, lon), { ...lookup, now: request.now });
}

// More decimals than four, or zeros at the end: it sends on to its own spelling.
function moved(short: string): DemoAnswer {
  return problem(301, 'AdjustPointPrecision', 'Adjusting Precision Of Point Coordinate', short);
}

function pointBody(cell: Cell, lat: number, lon: number): object {
  const { office, city, state, spot, zone } = cell.region;
  const grid = nwsUrl(cellPath(cell));
  return {
    id: nwsUrl(`/points/${lat},${lon}`),
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [lon, lat] },
    properties: {
      '@type': 'wx:Point',
      cwa: office,
      gridId: office,
      gridX: cell.x,
      gridY: cell.y,
      forecast: `${grid}/forecast`,
      forecastHourly: `${grid}/forecast/hourly`,
      forecastGridData: grid,
      observationStations: `${grid}/stations`,
      relativeLocation: {
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [spot.lon, spot.lat] },
        properties: { city, state },
      },
      timeZone: zone,
    },
  };
}

function answerHourly(request: DemoRequest, world: World): DemoAnswer {
  const { units = 'us' } = request.query;
  const refusal = refusalOf(request, ['units']);
  if (refusal !== undefined) return refusal;
  if (!isUnits(units)) return problem(400, 'BadRequest', 'Bad Request', 'units: us or si');
  const cell = cellAsked(request);
  return cell === undefined ? noCell : hourlyOf(cell, units, request.now, world);
}

function answerStations(request: DemoRequest): DemoAnswer {
  const refusal = refusalOf(request, []);
  if (refusal !== undefined) return refusal;
  const cell = cellAsked(request);
  if (cell === undefined) return noCell;
  const { stations, spot, zone } = cell.region;
  const features = stations.map((id) => ({
    id: nwsUrl(`/stations/${id}`),
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [spot.lon, spot.lat] },
    properties: { '@type': 'wx:ObservationStation', stationIdentifier: id, name: id, timeZone: zone },
  }));
  const observationStations = features.map(({ id }) => id);
  const body = { type: 'FeatureCollection', features, observationStations };
  return geoJson(body, { ...lookup, now: request.now });
}

function answerLatest(request: DemoRequest, world: World): DemoAnswer {
  const refusal = refusalOf(request, ['require_qc']);
  if (refusal !== undefined) return refusal;
  const { station: id = '' } = request.params ?? {};
  const station = stationById(id);
  return station === undefined
    ? problem(404, 'NotFound', 'Not Found', 'No such station')
    : latestOf({ ...station, id }, request.now, world);
}

const noCell = problem(404, 'MarineForecastNotSupported', 'Marine Forecast Not Supported', 'No land there');

function cellAsked({ params = {} }: DemoRequest): Cell | undefined {
  return cellOf(params.office ?? '', params.cell ?? '');
}

function isUnits(text: string): text is Units {
  return text === 'si' || text === 'us';
}
