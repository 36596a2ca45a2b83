using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.History;

/// <summary>A ledger as JSON lines: its entries as the JSON API has them, and then what was decided and still applies.</summary>
internal static class LedgerLines
{
    internal const string ExclusionKind = "exclusion";
    internal const string OverrideKind = "targetOverride";

    private const int MaximumFaults = 20;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Text(LedgerContent content)
    {
        StringBuilder text = new();
        foreach (SloLedgerEntry entry in content.Entries)
        {
            Append(text, null, json => LedgerJson.Write(json, entry));
        }

        foreach (SloExclusion exclusion in content.Exclusions)
        {
            Append(text, ExclusionKind, json => LedgerJson.Write(json, exclusion));
        }

        foreach (SloTargetOverride change in content.Overrides)
        {
            Append(text, OverrideKind, json => LedgerJson.Write(json, change));
        }

        return text.ToString();
    }

    /// <exception cref="ToolException">The file is not there (usage), or has faults (failed): the first twenty, each with its
    /// line.</exception>
    internal static LedgerContent Read(string path) => InputFile.Read(path, stream =>
    {
        using StreamReader text = new(stream, new UTF8Encoding(false));
        return Read(path, text);
    });

    private static LedgerContent Read(string path, StreamReader text)
    {
        (List<SloLedgerEntry> entries, List<SloExclusion> exclusions, List<SloTargetOverride> overrides) = ([], [], []);
        List<string> faults = [];
        for (var number = 1; faults.Count < MaximumFaults && text.ReadLine() is { } line; number++)
        {
            try
            {
                if (line.AsSpan().Trim().Length > 0)
                {
                    Add(line, entries, exclusions, overrides);
                }
            }
            catch (Exception exception) when (IsNone(exception))
            {
                faults.Add(FormattableString.Invariant($"{path}({number}): ") + (exception is FormatException
                    ? exception.Message
                    : $"'{SloText.OneLine(line, 41)}': must be a JSON object as slo export --ledger writes it"));
            }
        }

        LedgerContent content = new([.. entries.OrderBy(entry => entry.Id)], exclusions, overrides);
        return faults.Count > 0 ? throw new ToolException(ExitCode.Failed, faults)
            : entries.Count + exclusions.Count + overrides.Count > 0 ? content
            : throw new ToolException(ExitCode.Failed, $"{path}: has no lines");
    }

    /// <summary>Whether an exception says that JSON is not what it should be.</summary>
    internal static bool IsNone(Exception exception) =>
        exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException;

    private static void Add(
        string line, List<SloLedgerEntry> entries, List<SloExclusion> exclusions, List<SloTargetOverride> overrides)
    {
        using var document = JsonDocument.Parse(line);
        JsonElement json = document.RootElement;
        switch (json.GetProperty("kind").GetString())
        {
            case ExclusionKind:
                exclusions.Add(LedgerJson.Exclusion(json));
                break;
            case OverrideKind:
                overrides.Add(LedgerJson.Override(json));
                break;
            default:
                entries.Add(LedgerJson.Entry(json));
                break;
        }
    }

    private static void Append(StringBuilder text, string? kind, Action<Utf8JsonWriter> members)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, Options))
        {
            json.WriteStartObject();
            if (kind is not null)
            {
                json.WriteString("kind", kind);
            }

            members(json);
            json.WriteEndObject();
        }

        text.Append(Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length))).Append('\n');
    }
}
