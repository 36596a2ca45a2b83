using System.Text.Json;

namespace Slo.Cli.Infrastructure;

/// <summary>Findings in JSON, with the same fields everywhere.</summary>
internal static class FindingJson
{
    internal static void WriteFindings(this Utf8JsonWriter json, string name, IEnumerable<SloFinding> findings)
    {
        json.WriteStartArray(name);
        foreach (SloFinding finding in findings)
        {
            json.WriteStartObject();
            json.WriteStringOrNull("file", finding.File);
            json.WriteNumber("line", finding.Line);
            json.WriteNumber("column", finding.Column);
            json.WriteString("severity", finding.Severity.Word());
            json.WriteString("code", finding.Code);
            json.WriteStringOrNull("objective", finding.Objective);
            json.WriteStringOrNull("path", finding.Path);
            json.WriteString("message", finding.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
