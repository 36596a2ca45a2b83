namespace Slo.State;

/// <summary>
/// The binary form of ledger entries and of incidents: the version, then fields in a fixed order. Kinds go by their name.
/// </summary>
internal static class LedgerFormat
{
    private const byte Version = 1;

    // An incident with labels, which follow the fields of version 1. Without labels it stays readable for earlier versions of Slo.
    private const byte LabelsVersion = 2;

    // One with contributors, which follow the labels.
    private const byte ContributorsVersion = 3;

    // One whose contributors have exemplars with span or request ids.
    private const byte IdsVersion = 4;

    // One with rules that changed the severity, which follow the contributors.
    private const byte CausesVersion = 5;

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
        WriteTexts(writer, entry.Details);
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
        entry = entry with { Details = ReadTexts(ref reader) };
        return End(reader, entry);
    }

    internal static byte[] Write(SloIncident incident)
    {
        StateWriter writer = new();
        var version = incident.Severities.Any(one => one.Cause is not null) ? CausesVersion
            : ContributorFormat.HasIds(incident.Contributors) ? IdsVersion
            : incident.Contributors.Count > 0 ? ContributorsVersion
            : incident.Labels.Count > 0 ? LabelsVersion : Version;
        writer.Byte(version);
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
        WriteLater(writer, incident, version);
        return writer.ToArray();
    }

    // What versions after the first have added.
    private static void WriteLater(StateWriter writer, SloIncident incident, byte version)
    {
        if (version >= LabelsVersion)
        {
            WriteTexts(writer, incident.Labels);
        }

        if (version >= ContributorsVersion)
        {
            ContributorFormat.Write(writer, incident.Contributors, version >= IdsVersion);
        }

        if (version >= CausesVersion)
        {
            foreach (SloIncidentSeverity severity in incident.Severities)
            {
                writer.OptionalText(severity.Cause);
            }
        }
    }

    internal static SloIncident ReadIncident(ReadOnlySpan<byte> bytes)
    {
        var version = bytes is [>= LabelsVersion and <= CausesVersion, ..] ? bytes[0] : Version;
        StateReader reader = version > Version ? new(bytes[1..]) : Begin(bytes);
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
        incident = ReadLater(ref reader, incident, version);
        return End(reader, incident);
    }

    private static SloIncident ReadLater(ref StateReader reader, SloIncident incident, byte version)
    {
        incident = version >= LabelsVersion ? incident with { Labels = ReadTexts(ref reader) } : incident;
        incident = version < ContributorsVersion ? incident
            : incident with { Contributors = ContributorFormat.Read(ref reader, version >= IdsVersion) };
        if (version < CausesVersion)
        {
            return incident;
        }

        SloIncidentSeverity[] severities = [.. incident.Severities];
        for (var i = 0; i < severities.Length; i++)
        {
            severities[i] = severities[i] with { Cause = reader.OptionalText() };
        }

        return incident with { Severities = severities };
    }

    private static SloAlertResolution Resolution(string word) =>
        Enum.TryParse(word, out SloAlertResolution resolution) ? resolution : throw StateReader.Broken();

    private static StateReader Begin(ReadOnlySpan<byte> bytes) => bytes is [Version, ..]
        ? new(bytes[1..])
        : throw new InvalidDataException(FormattableString.Invariant(
            $"is not of version {Version}, which is the one that this version of Slo reads"));

    private static T End<T>(in StateReader reader, T read) => reader.IsAtEnd ? read : throw StateReader.Broken();

    private static void WriteTexts(StateWriter writer, IReadOnlyDictionary<string, string> texts)
    {
        writer.Number(texts.Count);
        foreach ((string key, string value) in texts.OrderBy(text => text.Key, StringComparer.Ordinal))
        {
            writer.Text(key);
            writer.Text(value);
        }
    }

    private static Dictionary<string, string> ReadTexts(ref StateReader reader)
    {
        var count = reader.Length();
        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var key = reader.Text();
            texts[key] = reader.Text();
        }

        return texts;
    }

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
