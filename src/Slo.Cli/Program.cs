using System.CommandLine;

RootCommand root = new("Service level objectives: replay, check, convert, generate.");
ParseResult parsed = root.Parse(args);
return await parsed.InvokeAsync();
