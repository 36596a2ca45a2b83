namespace Slo.State;

/// <summary>
/// The binary form of ledger entries and of incidents: the version, then fields in a fixed order. Kinds go by their name.
/// </summary>
internal static class LedgerFormat
{
    private const byte Version = 1;

    internal static byte[] Write(SloLedgerEntry entry)
    {
        StateWriter writer = new();
        writer.Byte(Version);
        writer.Number(entry.Id);
        writer.Instant(entry.At);
        writer.Text(entry.Kind.ToString());
        WriteOptional(writer, entry.Objective);
        WriteOptional(writer, entry.Actor);
        WriteOptional(writer, entry.Reason);
        writer.Number(entry.Details.Count);
        foreach ((string key, string value) in entry.Details.OrderBy(detail => detail.Key, StringComparer.Ordinal))
        {
            writer.Text(key);
            writer.Text(value);
        }

        return writer.ToArray();
    }

    internal static SloLedgerEntry ReadEntry(ReadOnlySpan<byte> bytes)
    {
        StateReader reader = Begin(bytes);
        var id = reader.Number();
        DateTimeOffset at = reader.Instant();
        var kind = reader.Text();
        if (!Array.Exists(Enum.GetNames<SloLedgerEntryKind>(), name => name == kind))
        {
            throw new InvalidDataException(
                $"has an entry of the kind '{SloText.OneLine(kind, 61)}', which this version of Slo does not know");
        }

        SloLedgerEntry entry = new()
        {
            Id = id,
            At = at,
            Kind = Enum.Parse<SloLedgerEntryKind>(kind),
            Objective = ReadOptional(ref reader),
            Actor = ReadOptional(ref reader),
            Reason = ReadOptional(ref reader),
        };
        var count = reader.Length();
        Dictionary<string, string> details = new(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            details[reader.Text()] = reader.Text();
        }

        return End(reader, entry with { Details = details });
    }

    internal static byte[] Write(SloIncident incident)
    {
        StateWriter writer = new();
        writer.Byte(Version);
        writer.Text(incident.Id);
        writer.Text(incident.Name);
        WriteOptional(writer, incident.Group);
        WriteOptional(writer, incident.Service);
        WriteOptional(writer, incident.Owner);
        writer.Text(incident.Fingerprint);
        writer.Instant(incident.StartedAt);
        writer.Instant(incident.AsOf);
        writer.Instant(incident.EndedAt ?? default);
        WriteOptional(writer, incident.Resolution?.ToString());
        WriteOptional(writer, incident.Cause);
        writer.Number(incident.Severities.Count);
        foreach (SloIncidentSeverity severity in incident.Severities)
        {
            writer.Instant(severity.At);
            writer.Number((long)severity.Severity);
        }

        WriteOptional(writer, incident.PeakBurnRate);
        writer.Counts(incident.Events);
        WriteOptional(writer, incident.BudgetSpentRatio);
        return writer.ToArray();
    }

    internal static SloIncident ReadIncident(ReadOnlySpan<byte> bytes)
    {
        StateReader reader = Begin(bytes);
        SloIncident incident = new()
        {
            Id = reader.Text(),
            Name = reader.Text(),
            Group = ReadOptional(ref reader),
            Service = ReadOptional(ref reader),
            Owner = ReadOptional(ref reader),
            Fingerprint = reader.Text(),
            StartedAt = reader.Instant(),
            AsOf = reader.Instant(),
            EndedAt = reader.Instant() is var ended && ended == default ? null : ended,
            Resolution = ReadOptional(ref reader) is { } word ? Resolution(word) : null,
            Cause = ReadOptional(ref reader),
            Severities = [],
        };
        var severities = new SloIncidentSeverity[reader.Length()];
        for (var i = 0; i < severities.Length; i++)
        {
            severities[i] = new(reader.Instant(), reader.Word<AlertSeverity>());
        }

        incident = incident with
        {
            Severities = severities.Length > 0 ? severities : throw StateReader.Broken(),
            PeakBurnRate = ReadOptionalRatio(ref reader),
            Events = reader.Counts(),
            BudgetSpentRatio = ReadOptionalRatio(ref reader),
        };
        return End(reader, incident);
    }

    private static SloAlertResolution Resolution(string word) =>
        Enum.TryParse(word, out SloAlertResolution resolution) ? resolution : throw StateReader.Broken();

    private static StateReader Begin(ReadOnlySpan<byte> bytes) => bytes is [Version, ..]
        ? new(bytes[1..])
        : throw new InvalidDataException(FormattableString.Invariant(
            $"is not of version {Version}, which is the one that this version of Slo reads"));

    private static T End<T>(in StateReader reader, T read) => reader.IsAtEnd ? read : throw StateReader.Broken();

    private static void WriteOptional(StateWriter writer, string? text)
    {
        writer.Flag(text is not null);
        writer.Text(text ?? "");
    }

    private static void WriteOptional(StateWriter writer, double? ratio)
    {
        writer.Flag(ratio is not null);
        writer.Number(BitConverter.DoubleToInt64Bits(ratio ?? 0));
    }

    private static string? ReadOptional(ref StateReader reader)
    {
        var isThere = reader.Flag();
        var text = reader.Text();
        return isThere ? text : null;
    }

    private static double? ReadOptionalRatio(ref StateReader reader)
    {
        var isThere = reader.Flag();
        var ratio = BitConverter.Int64BitsToDouble(reader.Number());
        return !isThere ? null : double.IsFinite(ratio) ? ratio : throw StateReader.Broken();
    }
}
