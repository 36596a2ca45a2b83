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
        writer.OptionalText(entry.Objective);
        writer.OptionalText(entry.Actor);
        writer.OptionalText(entry.Reason);
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
            Objective = reader.OptionalText(),
            Actor = reader.OptionalText(),
            Reason = reader.OptionalText(),
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
        writer.OptionalText(incident.Group);
        writer.OptionalText(incident.Service);
        writer.OptionalText(incident.Owner);
        writer.Text(incident.Fingerprint);
        writer.Instant(incident.StartedAt);
        writer.Instant(incident.AsOf);
        writer.Instant(incident.EndedAt ?? default);
        writer.OptionalText(incident.Resolution?.ToString());
        writer.OptionalText(incident.Cause);
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
            Group = reader.OptionalText(),
            Service = reader.OptionalText(),
            Owner = reader.OptionalText(),
            Fingerprint = reader.Text(),
            StartedAt = reader.Instant(),
            AsOf = reader.Instant(),
            EndedAt = reader.Instant() is var ended && ended == default ? null : ended,
            Resolution = reader.OptionalText() is { } word ? Resolution(word) : null,
            Cause = reader.OptionalText(),
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

    private static void WriteOptional(StateWriter writer, double? ratio)
    {
        writer.Flag(ratio is not null);
        writer.Number(BitConverter.DoubleToInt64Bits(ratio ?? 0));
    }

    private static double? ReadOptionalRatio(ref StateReader reader)
    {
        var isThere = reader.Flag();
        var ratio = BitConverter.Int64BitsToDouble(reader.Number());
        return !isThere ? null : double.IsFinite(ratio) ? ratio : throw StateReader.Broken();
    }
}
