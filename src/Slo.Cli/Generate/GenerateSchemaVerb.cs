using System.CommandLine;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Generate;

/// <summary><c>slo generate json-schema</c>: what editors complete and check with.</summary>
internal sealed class GenerateSchemaVerb : Verb
{
    private readonly Option<string> _of = new("--of")
    {
        Description = "Of appsettings.json with its section Slo, or of OpenSLO documents with our metric sources.",
        DefaultValueFactory = _ => "appsettings",
    };

    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "The file to write; standard output unless stated.",
        HelpName = "FILE",
    };

    private readonly Option<string> _format = CommonOptions.Format("json");

    internal GenerateSchemaVerb()
        : base("json-schema", "Generate a JSON Schema for editors.")
    {
        _of.AcceptOnlyFromAmong("appsettings", "openslo");
        Add(_of);
        Add(_output);
        Add(_format);
        SetAction(Run);
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "slo generate json-schema -o appsettings-schema.json",
        "slo generate json-schema --of openslo -o openslo-schema.json",
    ];

    private int Run(ParseResult arguments)
    {
        var of = arguments.GetRequiredValue(_of);
        using Stream stream = typeof(GenerateSchemaVerb).Assembly.GetManifestResourceStream($"{of}.schema.json")!;
        using StreamReader reader = new(stream);
        var schema = of == "appsettings" ? SettingsSchema.Complete(reader.ReadToEnd()) : reader.ReadToEnd();
        if (arguments.GetValue(_output) is { } file and not "-")
        {
            OutputFile.Write((file, schema));
            ToolConfiguration.Of(arguments).Note($"wrote {file}");
        }
        else
        {
            arguments.InvocationConfiguration.Output.Write(schema);
        }

        return ExitCode.Ok;
    }
}
