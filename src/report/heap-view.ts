/** Analysis of a heap snapshot → what the report and `--json` say. */
import type { HeapAnalysis } from "../analysis/heap/analyse-heap.ts";
import { classLabel } from "../analysis/heap/census.ts";
import type { HeldAlike } from "../analysis/heap/class-instances.ts";
import type { CodePlace } from "../analysis/heap/code-places.ts";
import type { Grower } from "../analysis/heap/growers.ts";
import type { HeapPart } from "../analysis/heap/heap-map.ts";
import type { PathWording } from "../analysis/heap/path-words.ts";
import { retainingPath } from "../analysis/heap/retaining-path.ts";
import { bytes } from "../analysis/words.ts";
import type {
  CodePlaceView,
  GrowerView,
  HeapAgentsView,
  HeapClassView,
  HeapFileView,
  HeapMapView,
  HeapView,
  HeldAlikeView,
  InstancesView,
} from "./heap-view-model.ts";

export interface HeapFacts {
  readonly analysis: HeapAnalysis;
  readonly files: readonly HeapFileView[];
  /** Of the class that was asked for. */
  readonly instances: InstancesView | undefined;
  readonly wording: PathWording;
  /** A script as a person would name it. */
  readonly fileOf: (script: string) => string;
}

const CLASSES = 1000;
const FUNCTIONS = 200;
const SITES = 200;
const NATIVES = 20;
const CONTEXTS = 20;
const PATHS = 5;
const LONGEST_TEXT = 200;

export function heapView(facts: HeapFacts): HeapView {
  const { analysis, files, instances, wording, fileOf } = facts;
  const { heap, strings, agents, change, growers } = analysis;
  const { graph, keys } = heap;
  const pathTo = (node: number): string => retainingPath(graph, heap.distances, node, wording) ?? "";
  const first = files[0];
  return {
    files,
    totalBytes: analysis.totalBytes,
    objects: graph.nodeCount,
    references: graph.edgeCount,
    extraNativeBytes: graph.extraNativeBytes,
    unreachable: analysis.unreachable,
    classes: classViews(facts),
    classCount: analysis.classes.length,
    holders: analysis.holders.map(({ node, retainedBytes, holds }) => ({
      id: graph.nodeId[node] as number,
      class: keys.name(keys.of(node)),
      path: pathTo(node),
      retainedBytes,
      holds: holds.map(({ className, count, bytes: size }) => ({ class: className, count, bytes: size })),
    })),
    strings: {
      count: strings.count,
      bytes: strings.bytes,
      wastedBytes: strings.wastedBytes,
      duplicates: strings.duplicates.map(({ node, ...figures }) => ({
        ...figures,
        path: pathTo(node),
        ...(wording.texts ? { text: graph.strings.text(graph.nodeName[node] as number).slice(0, LONGEST_TEXT) } : {}),
      })),
    },
    functions: analysis.functions.slice(0, FUNCTIONS).map(({ name, place, count, shallowBytes, retainedBytes }) => ({
      function: name,
      ...placeView(place, fileOf),
      count,
      shallowBytes,
      retainedBytes,
    })),
    ...(analysis.sites === undefined
      ? {}
      : {
          sites: analysis.sites.slice(0, SITES).map(({ name, place, count, bytes: size, freshCount, freshBytes }) => ({
            function: name,
            ...placeView(place, fileOf),
            count,
            bytes: size,
            newCount: freshCount,
            newBytes: freshBytes,
          })),
        }),
    native: analysis.native
      .slice(0, NATIVES)
      .map(({ name, count, bytes: size, node }) => ({ name, count, bytes: size, path: pathTo(node) })),
    contexts: analysis.contexts.slice(0, CONTEXTS).map((node) => ({
      id: graph.nodeId[node] as number,
      retainedBytes: heap.retained[node] as number,
      path: pathTo(node),
    })),
    ...(agents === undefined ? {} : { agents: agentsView(agents) }),
    ...(change === undefined || first === undefined
      ? {}
      : {
          change: {
            isSameProcess: change.isSameProcess,
            totalBytes: analysis.totalBytes - first.totalBytes,
            objects: graph.nodeCount - first.objects,
          },
        }),
    ...(growers === undefined ? {} : { growers: growers.map((grower) => growerView(grower, fileOf)) }),
    ...(instances === undefined ? {} : { instances }),
    map: mapView(facts, analysis.map),
  };
}

/** The largest, and those that grew or shrank most. */
function classViews({ analysis, fileOf }: HeapFacts): HeapClassView[] {
  const { classes, change, paths, heap } = analysis;
  const changes = new Map(change?.classes.map((one) => [one.label, one]));
  const views = classes.slice(0, CLASSES).map((one): HeapClassView => {
    const label = classLabel(heap.keys, one.key);
    const changed = changes.get(label);
    changes.delete(label);
    return {
      class: one.name,
      ...placeView(one.place, fileOf),
      count: one.count,
      shallowBytes: one.shallowBytes,
      retainedBytes: one.retainedBytes,
      paths: (paths.get(one.key) ?? []).map(heldAlikeView),
      ...(change === undefined
        ? {}
        : {
            change: {
              count: one.count - (changed?.countBefore ?? 0),
              shallowBytes: one.shallowBytes - (changed?.shallowBytesBefore ?? 0),
              newCount: changed?.fresh?.count ?? null,
              newBytes: changed?.fresh?.bytes ?? null,
              freedCount: changed?.freed?.count ?? null,
              freedBytes: changed?.freed?.bytes ?? null,
            },
          }),
    };
  });
  // Classes of which nothing is left.
  const gone = [...changes.values()].filter(({ count, countBefore }) => count === 0 && countBefore > 0);
  return views.concat(
    gone.slice(-CLASSES).map((one) => ({
      class: one.name,
      ...labelPlace(one.label, fileOf),
      count: 0,
      shallowBytes: 0,
      retainedBytes: 0,
      paths: [],
      change: {
        count: -one.countBefore,
        shallowBytes: -one.shallowBytesBefore,
        newCount: one.fresh?.count ?? null,
        newBytes: one.fresh?.bytes ?? null,
        freedCount: one.freed?.count ?? null,
        freedBytes: one.freed?.bytes ?? null,
      },
    })),
  );
}

export function instancesView(
  { heap }: HeapAnalysis,
  className: string,
  nodes: Uint32Array,
  paths: readonly HeldAlike[],
  { most, wording }: { most: number; wording: PathWording },
): InstancesView {
  return {
    class: className,
    count: nodes.length,
    paths: paths.slice(0, most).map(heldAlikeView),
    largest: [...nodes.subarray(0, most)].map((node) => ({
      id: heap.graph.nodeId[node] as number,
      shallowBytes: heap.shallow[node] as number,
      retainedBytes: heap.retained[node] as number,
      path: retainingPath(heap.graph, heap.distances, node, wording) ?? "",
    })),
  };
}

function heldAlikeView({ path, count, retainedBytes }: HeldAlike): HeldAlikeView {
  return { path, count, retainedBytes };
}

function placeView(place: CodePlace | undefined, fileOf: HeapFacts["fileOf"]): CodePlaceView {
  return place === undefined ? { file: "", line: 0 } : { file: fileOf(place.script), line: place.line };
}

/** A census knows the place of a class as part of its label. */
function labelPlace(label: string, fileOf: HeapFacts["fileOf"]): CodePlaceView {
  const match = /\n(.*):(\d+)$/.exec(label);
  return match === null ? { file: "", line: 0 } : { file: fileOf(match[1] ?? ""), line: Number(match[2]) };
}

function growerView(
  { name, place, counts, countPerStep, bytesPerStep, heldBy }: Grower,
  fileOf: HeapFacts["fileOf"],
): GrowerView {
  return {
    class: name,
    ...placeView(place, fileOf),
    counts,
    countPerSnapshot: countPerStep,
    bytesPerSnapshot: bytesPerStep,
    paths: heldBy.slice(0, PATHS).map(heldAlikeView),
  };
}

function agentsView({ agents, ownership }: NonNullable<HeapAnalysis["agents"]>): HeapAgentsView {
  const { ownBytes, sharedBytes } = ownership;
  return {
    agents: agents
      .map(({ id, role, holds }, at) => ({
        id,
        role,
        ownBytes: ownBytes[at] as number,
        sharedBytes: sharedBytes[at] as number,
        holds: holds.map((one) => `${bytes(one.bytes)} in ${one.count} ${one.className}: ${one.path}`),
      }))
      .sort((a, b) => b.ownBytes - a.ownBytes),
    ownBytes: ownBytes.reduce((sum, one) => sum + one, 0),
    sharedBytes: ownership.allSharedBytes,
    globalBytes: ownership.globalBytes,
    unreachableBytes: ownership.unreachableBytes,
    probeBytes: ownership.probeBytes,
  };
}

function mapView(facts: HeapFacts, { node, key, count, bytes: size, parts }: HeapPart): HeapMapView {
  const { graph, keys } = facts.analysis.heap;
  const name = key >= 0 ? keys.name(key) : graph.strings.text(graph.nodeName[node] as number) || "heap";
  return { name, count, bytes: size, parts: parts.map((part) => mapView(facts, part)) };
}
