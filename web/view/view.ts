import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import { useMediaQuery } from '@vueuse/core';
import type { Lang } from '../numbers/format.ts';
import type { Theme } from '../theme/tokens.ts';
import { drillParts } from './drillLink.ts';
import { fromLink, toLink } from './link.ts';
import { wallInPath } from './wallPath.ts';
import type { Camera, DrillState, Fill, LayerName, Period, Room, Screen, Selection, ViewState } from './state.ts';

/** What is asked, apart from the days: a brush moves through many of them. */
const questionOf = ({ drill }: ViewState): string => drillParts({ ...drill, days: null }).join();

export type Composition = 'desk' | 'wall' | 'phone';

/** What is looked at and how: all of it serialisable, all of it in the address. */
export const useView = defineStore('view', () => {
  const first = fromLink(location.search);
  /** The name of the wall the address opens; such a screen is a wall and nothing else. */
  const wall = wallInPath(location.pathname);
  const camera = ref<Camera | null>(first.camera);
  const fill = ref<Fill>(first.fill);
  const layers = ref<LayerName[]>(first.layers);
  const period = ref<Period>(first.period);
  const selected = ref<Selection | null>(first.selected);
  const plan = ref<string | null>(first.plan);
  const room = ref<Room | null>(first.room);
  const chosenScreen = ref<Screen | null>(first.screen);
  const drill = ref<DrillState>(first.drill);
  const hovered = ref<Selection | null>(null);
  const chosenTheme = ref<Theme | null>(first.theme);
  const chosenLang = ref<Lang | null>(first.lang);
  /** The wall under edits plays on this screen until its editor is wanted back. */
  const isPreview = ref(false);
  /** Asks the stage to move; the number grows so that the same wish twice is two wishes. */
  const flight = ref<{ to: 'home' | [number, number, number, number]; nth: number }>({ to: 'home', nth: 0 });

  const wide = useMediaQuery('(min-aspect-ratio: 24/10) and (min-height: 700px)');
  const narrow = useMediaQuery('(max-width: 767px)');
  const composition = computed<Composition>(() => (wall !== null || isPreview.value ? 'wall' : narrow.value ? 'phone' : chosenScreen.value ?? (wide.value ? 'wall' : 'desk')));
  const theme = computed<Theme>(() => chosenTheme.value ?? (composition.value === 'wall' ? 'night' : 'day'));
  const lang = computed<Lang>(() => chosenLang.value ?? 'zh-CN');

  const state = computed<ViewState>(() => ({
    camera: camera.value, fill: fill.value, layers: layers.value, period: period.value,
    selected: selected.value, plan: plan.value, room: room.value, drill: drill.value, screen: chosenScreen.value, theme: chosenTheme.value, lang: chosenLang.value,
  }));

  function take(view: ViewState): void {
    camera.value = view.camera;
    fill.value = view.fill;
    layers.value = view.layers;
    period.value = view.period;
    selected.value = view.selected;
    plan.value = view.plan;
    room.value = view.room;
    drill.value = view.drill;
    chosenScreen.value = view.screen;
    chosenTheme.value = view.theme;
    chosenLang.value = view.lang;
  }

  /** Keeps the address and the state the same: a selection, a room or another question is a step to go back from, the rest is not. */
  function followAddress(): void {
    let left = first;
    watch(state, (now) => {
      const link = toLink(now) || location.pathname;
      if (link === (location.search || location.pathname)) return;
      const step = now.selected?.kind !== left.selected?.kind || now.selected?.id !== left.selected?.id || now.room !== left.room || questionOf(now) !== questionOf(left);
      left = now;
      history[step ? 'pushState' : 'replaceState'](null, '', link);
    }, { flush: 'post' });
    addEventListener('popstate', () => {
      const view = fromLink(location.search);
      left = view;
      take(view);
    });
  }

  function select(next: Selection | null): void { selected.value = next; }
  function toggle(name: LayerName): void {
    layers.value = layers.value.includes(name) ? layers.value.filter((l) => l !== name) : [...layers.value, name];
  }
  function flyTo(to: 'home' | [number, number, number, number]): void { flight.value = { to, nth: flight.value.nth + 1 }; }

  return { wall, camera, fill, layers, period, selected, plan, room, drill, hovered, chosenScreen, chosenTheme, chosenLang, isPreview, flight, wide, composition, theme, lang, state, followAddress, select, toggle, flyTo };
});
