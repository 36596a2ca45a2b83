using System.CommandLine;
using System.Text.Json;
using Slo.Cli.Definitions;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Validate;

/// <summary><c>slo validate</c>: reports all errors and warnings in definitions, including lint.</summary>
internal sealed class ValidateVerb : Verb
{
    private readonly DefinitionOptions _definitions = new();
    private readonly Option<bool> _warningsAsErrors = new("--warnings-as-errors") { Description = "Fail for warnings too." };
    private readonly Option<string> _format = CommonOptions.Format("text", "json");

    internal ValidateVerb()
        : base("validate", "Check definitions: all errors and warnings, with their location.")
    {
        _definitions.AddTo(this);
        Add(_warningsAsErrors);
        Add(_format);
        SetAction(Run);
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "slo validate --strict -i slo/",
        "slo validate -i appsettings.json -i 'slo/*.yaml' --warnings-as-errors",
        "slo validate --layered -i appsettings.json -i appsettings.Staging.json",
        "slo validate --url http://localhost:5080/slo/api",
        "git show main:slo.yaml | slo validate -i - --format json",
    ];

    private int Run(ParseResult arguments)
    {
        var configuration = ToolConfiguration.Of(arguments);
        DefinitionSet set = _definitions.Read(arguments, isLinted: true);
        var code = set.ExitCode == ExitCode.Ok && set.Warnings > 0 && arguments.GetValue(_warningsAsErrors)
            ? ExitCode.Failed : set.ExitCode;
        if (arguments.GetValue(_format) == "json")
        {
            JsonResult.Write(configuration.Output, json => Write(json, set, code));
            return code;
        }

        set.WriteFindings(configuration.Error);
        configuration.Output.WriteLine($"{Display.Count(set.Objectives.Count, "objective")}, {Display.Count(set.Errors, "error")}, "
            + $"{Display.Count(set.Warnings, "warning")}");
        return code;
    }

    private static void Write(Utf8JsonWriter json, DefinitionSet set, int code)
    {
        json.WriteBoolean("valid", code == ExitCode.Ok);
        json.WriteNumber("errors", set.Errors);
        json.WriteNumber("warnings", set.Warnings);
        json.WriteStartArray("objectives");
        foreach (SloObjective objective in set.Objectives)
        {
            json.WriteStringValue(objective.Name);
        }

        json.WriteEndArray();
        json.WriteFindings("findings", set.Findings);
    }
}
