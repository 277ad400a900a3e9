/** Features as the sources of the map hold them. */
import type { Feature, FeatureCollection, Geometry, Position } from 'geojson';

export const collection = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features });
export const featureOf = (geometry: Geometry, properties: object = {}): Feature => ({ type: 'Feature', geometry, properties: { ...properties } });
export const pointAt = (at: readonly number[], properties?: object): Feature => featureOf({ type: 'Point', coordinates: at as Position }, properties);
