#!/usr/bin/env python3
"""Checks what packages say of their repository: check-packages.py URL PACKAGE...

The nuspec has the address, and the README is that of the checkout with links that also lead somewhere outside of the repository.
"""
import pathlib
import re
import sys
import zipfile

RELATIVE = re.compile(r"\]\((?![a-z]+:|#)")


def faults(package, url, readme):
    page = url.removesuffix(".git")
    with zipfile.ZipFile(package) as archive:
        nuspec = archive.read(next(name for name in archive.namelist() if name.endswith(".nuspec"))).decode()
        packed = archive.read("README.md").decode()
    if not re.search(rf'<repository [^>]*url="{re.escape(url)}"', nuspec):
        yield "the nuspec has no repository"
    if f"<projectUrl>{page}</projectUrl>" not in nuspec:
        yield "the nuspec has no projectUrl"
    yield from (f"relative link in README.md: {line}" for line in packed.splitlines() if RELATIVE.search(line))
    if packed.splitlines() != RELATIVE.sub(f"]({page}/blob/main/", readme).splitlines():
        yield "README.md differs from that of the checkout by more than its links"


def main(url, packages):
    readme = (pathlib.Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    found = [f"{package}: {fault}" for package in packages for fault in faults(package, url, readme)]
    print("\n".join(found) or f"READMEs: {len(packages)} packages, all links absolute", file=sys.stderr if found else sys.stdout)
    return 1 if found or not packages else 0


sys.exit(main(sys.argv[1], sys.argv[2:]))
