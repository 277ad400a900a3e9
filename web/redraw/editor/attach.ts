/** Puts the editor on the map: its grids in place of those in force, its tools in place of the map's pointer. */
import { useEventListener } from '@vueuse/core';
import type { Feature } from 'geojson';
import { nextTick, onBeforeUnmount, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { useDistrict } from '../../district/district.ts';
import { currentStage, planShown } from '../../map/current.ts';
import { collection, featureOf } from '../../map/features.ts';
import { NOT_JUDGED } from '../../map/layers/grids.ts';
import type { Spot } from '../../map/pointerTools.ts';
import type { Stage } from '../../map/stage.ts';
import { gridData } from '../../map/sheetData.ts';
import { useEditor } from '../useEditor.ts';
import { communityOf } from './change.ts';
import { gridOf } from './community.ts';
import { findOn } from './findUnits.ts';
import { modesOf, type Stroke } from './modes.ts';
import { unitRefs } from './moves.ts';
import { differenceFeatures, gridFeature, gridName, markFeatures } from './planData.ts';
import { strokeFeatures } from './strokeShape.ts';
import { toolMarks, type ToolMarks } from './toolMarks.ts';

/** Call once in the setup of the room; everything goes with it. */
export function attachEditor(): void {
  const editor = useEditor(), district = useDistrict();
  const { t } = useI18n();
  const finder = findOn(() => editor.ground()), modes = modesOf(editor, finder);
  let marks: ToolMarks | null = null, isPressed = false, wasOn: Stage | null = null;

  const isOn = () => currentStage.value !== null && editor.phase === 'ready';
  const draws = () => isOn() && editor.drawn !== 'inForce';

  /** All grids at once: the plan's, and around it, unjudged, those of today: what cannot be changed here shall not draw the eye. */
  function drawAll(): void {
    const stage = currentStage.value!, ground = editor.ground();
    editor.takeChanged();
    const around = gridData(district.grids.filter(({ properties }) => !ground.has(properties.communityCode))).grids.features.map((grid) => ({ ...grid, properties: { ...grid.properties, cls: NOT_JUDGED } }));
    stage.setData('grids', collection([...around, ...editor.grids.map((row) => gridFeature(row, editor.shapeOf(row.code)!))]));
    stage.setData('grid-names', collection(editor.grids.map(gridName)));
  }

  /** Only the grids that edits touched. */
  function drawChanged(): void {
    const shapes = new Map<string, Feature | null>(), names = new Map<string, Feature | null>();
    for (const code of editor.takeChanged()) {
      const row = editor.gridByCode(code), shape = editor.shapeOf(code);
      shapes.set(code, row && shape ? gridFeature(row, shape) : null);
      names.set(code, row ? gridName(row) : null);
    }
    if (!shapes.size) return;
    currentStage.value!.changeData('grids', shapes);
    currentStage.value!.changeData('grid-names', names);
  }

  const words = { frozen: t('redraw.mark.frozen'), locked: (n: number) => t('redraw.mark.locked', { n }), parts: (n: number) => t('redraw.mark.parts', { n }) };
  function drawMarks(): void {
    const stage = currentStage.value!, target = editor.target && editor.shapeOf(editor.target);
    stage.setData('plan-marks', collection(markFeatures(editor.grids, editor.shapeOf, words)));
    stage.setData('plan-target', target ? featureOf(target.geometry) : null);
    stage.setData('plan-before', editor.drawn === 'difference' ? collection(differenceFeatures(editor.ground(), district.grids)) : null);
  }

  function showStroke(stroke: Stroke | null): void {
    const chosen = stroke?.units ?? unitRefs(editor.ground(), editor.selectedUnits);
    editor.preview = stroke?.preview ?? null;
    currentStage.value?.setData('stroke', chosen.length || stroke?.preview?.breaks.length ? collection(strokeFeatures(chosen, stroke?.preview?.breaks ?? [])) : null);
    marks?.line(stroke?.line ?? [], stroke?.closed ?? false);
  }

  function endStroke(): void {
    isPressed = false;
    showStroke(null);
  }

  function giveTools(stage: Stage): void {
    const mode = modes[editor.tool];
    const follow = (spot: Spot) => marks?.brush(mode.hasBrush ? spot : null, editor.brushPx);
    stage.setTools({
      pans: mode.pans === true, cursor: mode.cursor,
      hover(spot) {
        follow(spot);
        const under = finder.unitAt([spot.lon, spot.lat]);
        const code = under ? under.community.unitCodes[under.unit]! : null;
        if (code !== (editor.hovered?.unit ?? null)) editor.hovered = under ? { unit: code!, grid: gridOf(under.community, under.unit) } : null;
      },
      leave() { editor.hovered = null; marks?.brush(null, 0); },
      down(spot) {
        if (spot.alt) return editor.setTarget(finder.gridAt([spot.lon, spot.lat]));
        if (!editor.editable && editor.tool !== 'pan') return;
        isPressed = true;
        follow(spot);
        showStroke(mode.down(spot));
      },
      move(spot) {
        follow(spot);
        if (isPressed && mode.move) showStroke(mode.move(spot));
      },
      up(spot) {
        if (!isPressed) return;
        const start = performance.now();
        endStroke();
        mode.up(spot);
        // The bench reads what a stroke costs the page, the screens beside the map and all.
        void nextTick(() => { performance.clearMeasures('stroke'); performance.measure('stroke', { start }); });
      },
      cancel: endStroke,
    });
  }

  function take(stage: Stage): void {
    wasOn = stage;
    marks = toolMarks(stage.map.getContainer());
    drawAll();
    drawMarks();
    giveTools(stage);
  }

  function leave(): void {
    planShown.value = null;
    marks?.remove();
    marks = null;
    isPressed = false;
    if (!wasOn || wasOn !== currentStage.value) return;
    wasOn.setTools(null);
    for (const source of ['stroke', 'plan-marks', 'plan-target', 'plan-before'] as const) wasOn.setData(source, null);
    wasOn = null;
  }

  watch(isOn, (on) => {
    leave();
    if (!on) return;
    planShown.value = editor.drawn;
    take(currentStage.value!);
  }, { immediate: true });
  watch(() => editor.drawn, (drawn) => {
    if (!isOn()) return;
    planShown.value = drawn;
    if (draws()) drawAll();
    drawMarks();
  });
  watch(() => district.grids, () => { if (draws()) drawAll(); }, { flush: 'post' });
  watch(() => editor.stand, () => { if (draws()) drawChanged(); if (isOn()) drawMarks(); }, { flush: 'sync' });
  watch(() => [editor.target, editor.selectedUnits], () => { if (isOn()) { drawMarks(); showStroke(null); } });
  watch(() => [editor.tool, editor.editable], () => { if (isOn()) { endStroke(); marks?.brush(null, 0); giveTools(currentStage.value!); } });
  // A target whose grid is gone is none.
  watch(() => editor.grids, () => { if (editor.target && communityOf(editor.target) && !editor.gridByCode(editor.target)) editor.setTarget(null); });

  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    // A dialog keeps its keys, wherever in it the focus went: Escape closes it, and nothing is undone behind it.
    if (!isOn() || event.defaultPrevented || isTyping(event.target) || document.querySelector('dialog[open]')) return;
    const key = event.key.toLowerCase(), command = event.ctrlKey || event.metaKey;
    if (command && (key === 'z' || key === 'y')) void (key === 'y' || event.shiftKey ? editor.redo() : editor.undo());
    else if (!command && (key === ']' || key === '[')) editor.setBrush(editor.brushPx * (key === ']' ? 1.25 : 0.8));
    else if (key === 'escape' && isPressed) endStroke();
    else if (key === 'escape' && editor.selectedUnits.length) editor.selectUnits([]);
    else if (key === 'escape' && editor.target) editor.setTarget(null);
    else return;
    event.preventDefault();
  });
  onBeforeUnmount(leave);
}

/** A field that has the focus keeps its own undo. */
const isTyping = (target: EventTarget | null): boolean => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !/^(checkbox|radio|button)$/.test((target as HTMLInputElement).type));
