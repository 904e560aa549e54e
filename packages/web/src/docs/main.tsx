import "../app.css";
import { renderPage } from "../shell/render-page.tsx";
import { DocsPage } from "./docs-page.tsx";

renderPage(<DocsPage />);
