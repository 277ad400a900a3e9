import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { i18n } from './i18n/i18n.ts';
import './theme/base.css';
import './theme/forms.css';

createApp(App).use(createPinia()).use(i18n).mount('#app');
