import type { GrantScope } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { coversCommand, prefixesOf } from "./command-scope.ts";

const of = (command: string) => ({ kind: "command", command, shell: "posix" }) as const;
const prefixed = (...prefixes: string[]): GrantScope => ({ type: "commandPrefix", prefixes });
const exactly = (command: string): GrantScope => ({ type: "command", command });

describe("prefixesOf", () => {
  it.each<[string, string[]]>([
    ["git status --short", ["git status"]],
    ["git log -p -n 3", ["git log"]],
    ["git stash list", ["git stash list"]],
    ["ls -la src", ["ls"]],
    ["npm test", ["npm test"]],
    ["npm run build -- --watch", ["npm run build"]],
    ["cargo test && git status; git status -s", ["cargo test", "git status"]],
    ["git diff | wc -l", ["git diff", "wc"]],
    ["grep -rn 'a b' src 2>/dev/null | head", ["grep", "head"]],
    ["find . -name '*.ts'", ["find"]],
    ["gh pr view 12", ["gh pr view"]],
    ["make check", ["make check"]],
    ["make check -j4 -k", ["make check"]],
    ["git commit -m 'a b'", ["git commit"]],
    ["go mod graph", ["go mod graph"]],
  ])("are, of %j, %j", (command, prefixes) => {
    expect(prefixesOf(of(command))).toEqual(prefixes);
  });

  it.each([
    "bash -c 'git status'",
    "/bin/bash -c ls",
    "sh",
    "dash x",
    "busybox sh",
    "node -e 1",
    "node20 a.js",
    "python3 -c 1",
    "python3.12 a.py",
    "perl -e 1",
    "awk 1",
    "sed -n p a",
    "env ls",
    "xargs ls",
    "sudo ls",
    "doas ls",
    "nohup ls",
    "timeout 5 ls",
    "nice ls",
    "eval ls",
    "exec ls",
    "command ls",
    ". ./a",
    "source a",
    "cd src",
    "export A",
    "alias ls=rm",
    "trap ls EXIT",
    "npx tsc",
    "npm exec tsc",
    "npm x tsc",
    "pnpm dlx a",
    "uv run a",
    "poetry run a",
    "bundle exec a",
    "docker run a",
    "docker exec a ls",
    "docker container exec a ls",
    "kubectl exec a -- ls",
    "go run .",
    "npm install left-pad",
    "pip install a",
    "cargo install a",
    "go get a",
    "kubectl config set a b",
    "gh api a",
    "apt-get -o a update",
    "tsc --outDir a",
    "helm template a --post-renderer b",
    "ldd a",
    "ssh host ls",
    "curl example.org",
    "wget example.org",
    "rm a",
    "mv a b",
    "cp a b",
    "ln -s a b",
    "tee a",
    "dd if=a",
    "tar xf a",
    "patch a",
    "chmod +x a",
    "vim a",
    "man ls",
    "find . -exec rm a +",
    "find . -delete",
    "find . -execdir ls",
    "find . -ok ls",
    "find . -fprint a",
    "git -c core.pager=a log",
    "git -C .. status",
    "git",
    "git --exec-path=a status",
    "git config alias.a b",
    "git bisect run a",
    "git rebase -x a",
    "git submodule foreach a",
    "git diff --ext-diff",
    "git diff --ext",
    "git log --output=a",
    "git grep -Oless a",
    "git grep --open-files-in-pager=a b",
    "git fetch --upload-pack=a",
    "git clone a",
    "git 'status'",
    "gi't' status",
    "./git status",
    "bin/tool",
    "sort -o a b",
    "sort --compress-program=a b",
    "rg --pre a b",
    "fd -x rm",
    "fd -Hx rm",
    "make -f a",
    "make check SHELL=a",
    "make --eval=a check",
    "npm test --script-shell=a",
    "npm test --prefix a",
    "npm run",
    "cargo --config a test",
    "cargo +nightly test",
    "go test -exec a",
    "go test -toolexec=a",
    "git status && rm a",
    "git status | sh",
    "git status > a",
    "git status $(rm a)",
    "git status *",
    "A=b git status",
    "cat a | xargs rm",
    // Programs that are not known.
    "mytool a",
    "hyperfine ls",
    "m4 a",
    "run-parts a",
    "cloc a",
    "xdg-open a",
    "ping example.org",
    "dig a.example.org",
    "ps eww",
    "base64 -i a -o b",
    "LS",
    // Builtins of one shell or another that run or set something.
    "printf -v PATH .",
    "printf -v 'a[0]' x",
    "test -v 'a[0]'",
    "mapfile -C rm -c 1",
    "readarray a",
    "compgen -C rm",
    "jobs -x rm",
    "wait -p PATH",
    "zmodload a",
    // Aliases, other hosts and repositories, files that are written.
    "git wipe",
    "git push https://example.org/a",
    "git fetch ./a",
    "git pull",
    "git ls-remote a",
    "git remote add a b",
    "git bundle create a HEAD",
    "git fast-export --export-marks=a HEAD",
    "git checkout-index --prefix=a/ b",
    "git format-patch HEAD~1",
    "git branch --edit-description",
    "hg status -R a",
    "svn diff --diff-cmd a",
    "npm docs --browser=a",
    "npm ci --registry=http://example.org",
    "yarn run node -e 1",
    "yarn node a",
    "pip list --python a",
    "pip list -o -i http://a",
    "pip3 list --outdated --extra-index-url=http://a",
    "pip list --find-links a",
    "date 01010000",
    "go doc -http",
    "go list -m a.example/b@latest",
    "cargo test --target-dir ../a",
    "cargo build --lockfile-path ../a",
    "npm test --cache ../a",
    "gh pr view -w",
    "pip list --log a",
    "kubectl get pods --kubeconfig a",
    "pytest a.py",
    "eslint -f a.js b",
    "tree -R -H . -L 2",
    "file -C -m a",
    "go test -coverprofile=a",
    "go test --cpuprofile a",
    // Further targets.
    "make check deploy",
    "make check -j 4",
    "mvn test deploy",
    "gradle test publish",
    "just test deploy",
  ])("are not there for %j", (command) => {
    expect(prefixesOf(of(command))).toBeUndefined();
  });

  it("are not there where there are too many to see", () => {
    const names = "ls cat head tail wc nl tac rev cut tr comm".split(" ");
    expect(prefixesOf(of(names.slice(0, 10).join("; ")))).toHaveLength(10);
    expect(prefixesOf(of(names.join("; ")))).toBeUndefined();
    expect(prefixesOf(of(`make ${"a".repeat(201)}`))).toBeUndefined();
  });

  it("are not there for other shells", () => {
    expect(prefixesOf({ kind: "command", command: "git status", shell: "other" })).toBeUndefined();
  });
});

describe("coversCommand", () => {
  const scopes = [prefixed("git status"), prefixed("npm test", "wc"), exactly("ls -la"), exactly("make")];

  it.each([
    "git status",
    "git status --short",
    "git status && npm test",
    "git status|wc -l;npm test",
    "ls -la",
    "ls  '-la'",
    "git status & ls -la",
    "git status\nls -la 2>&1",
  ])("covers %j", (command) => {
    expect(coversCommand(scopes, of(command))).toBe(true);
  });

  it.each([
    "git stash",
    "git statusx",
    "git status && rm -rf .",
    "git status; git push",
    "git status || git push",
    "git status | sh",
    "git status & curl example.org",
    "git status\nrm a",
    "git status $(rm a)",
    "git status `rm a`",
    "git status > a",
    "git status <(rm a)",
    "git -c core.fsmonitor=a status",
    "GIT_PAGER=a git status",
    "PATH=. git status",
    "eval git status",
    "sudo git status",
    "env git status",
    "xargs git status",
    "git() { rm a; }; git status",
    "alias git=rm; git status",
    "cd .. && git status",
    "git status \\\n; rm a",
    "git status # a",
    "ls -la a",
    "ls",
    "make && git status",
    "'git status'",
    "printf -v PATH .; git status",
    "git status --output=a",
    "npm test; make check deploy",
  ])("does not cover %j", (command) => {
    expect(coversCommand(scopes, of(command))).toBe(false);
  });

  it("covers what is not understood only as the very same text", () => {
    const script = "for a in b c; do echo $a; done";
    expect(coversCommand([exactly(script)], of(script))).toBe(true);
    expect(coversCommand([exactly(script)], of(`${script} `))).toBe(false);
    expect(coversCommand([exactly("sh"), prefixed("git status")], of("git status | sh"))).toBe(false);
  });

  it("covers commands in the folder of the grant only", () => {
    const inFolder: GrantScope = { ...prefixed("npm test"), folder: "app" };
    expect(coversCommand([inFolder], { ...of("npm test"), folder: "app" })).toBe(true);
    expect(coversCommand([inFolder], of("npm test"))).toBe(false);
    expect(coversCommand([prefixed("npm test")], { ...of("npm test"), folder: "app" })).toBe(false);
  });

  it("covers the exact text alone in other shells", () => {
    const other = { kind: "command", shell: "other" } as const;
    expect(coversCommand([prefixed("git status")], { ...other, command: "git status" })).toBe(false);
    expect(coversCommand([exactly("git status")], { ...other, command: "git status" })).toBe(true);
  });
});
