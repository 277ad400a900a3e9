/// <reference types="vite/client" />
/// <reference types="unplugin-icons/types/vue" />
declare module '*.vue' {
  import type { DefineComponent } from 'vue';
  const component: DefineComponent<object, object, unknown>;
  export default component;
}
declare module '*.mjs?worker&url' {
  const url: string;
  export default url;
}
