import './connector.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ConnectorPage } from './ConnectorPage';
import { language, words } from './words';

document.documentElement.lang = language;
document.title = words.title;

createRoot(document.getElementById('connector')!).render(
  <StrictMode>
    <ConnectorPage />
  </StrictMode>,
);
