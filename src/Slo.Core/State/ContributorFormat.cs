namespace Slo.State;

/// <summary>
/// The binary form of the contributors of an incident: first each text once, because exemplars mostly have the same values; then fields
/// that refer to texts by their place.
/// </summary>
internal static class ContributorFormat
{
    /// <param name="writer">Where it is written.</param>
    /// <param name="contributors">The contributors.</param>
    /// <param name="hasIds">Whether span and request ids are written too.</param>
    internal static void Write(StateWriter writer, IReadOnlyList<SloContributor> contributors, bool hasIds)
    {
        string[] texts =
        [
            .. contributors.SelectMany(one => one.Values.Concat(one.Exemplars.SelectMany(exemplar => exemplar.Values)))
                .Select(value => value.Value).Distinct(StringComparer.Ordinal),
        ];
        writer.Number(texts.Length);
        Array.ForEach(texts, writer.Text);
        writer.Number(contributors.Count);
        foreach (SloContributor one in contributors)
        {
            Write(writer, one.Values, texts);
            foreach (var number in (ReadOnlySpan<double>)[one.ExcessRatio, one.Lift, one.BadEvents, one.ExpectedBadEvents, one.PValue])
            {
                writer.Number(BitConverter.DoubleToInt64Bits(number));
            }

            writer.Instant(one.FirstSeenAt);
            writer.Instant(one.ValueFirstSeenAt);
            writer.OptionalText(one.FirstVersion);
            writer.Number(one.Exemplars.Count);
            foreach (SloExemplar exemplar in one.Exemplars)
            {
                writer.OptionalText(exemplar.TraceId);
                writer.Instant(exemplar.At);
                writer.Number(exemplar.Elapsed?.Ticks ?? -1);
                Write(writer, exemplar.Values, texts);
                if (hasIds)
                {
                    writer.OptionalText(exemplar.SpanId);
                    writer.OptionalText(exemplar.RequestId);
                }
            }
        }
    }

    /// <summary>Whether any of them has a span or request id.</summary>
    internal static bool HasIds(IReadOnlyList<SloContributor> contributors) =>
        contributors.Any(one => one.Exemplars.Any(exemplar => exemplar.SpanId is not null || exemplar.RequestId is not null));

    internal static SloContributor[] Read(ref StateReader reader, bool hasIds)
    {
        var texts = new string[reader.Length()];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = reader.Text();
        }

        var contributors = new SloContributor[reader.Length()];
        for (var i = 0; i < contributors.Length; i++)
        {
            contributors[i] = new()
            {
                Values = ReadValues(ref reader, texts),
                ExcessRatio = ReadNumber(ref reader),
                Lift = ReadNumber(ref reader),
                BadEvents = ReadNumber(ref reader),
                ExpectedBadEvents = ReadNumber(ref reader),
                PValue = ReadNumber(ref reader),
                FirstSeenAt = reader.Instant(),
                ValueFirstSeenAt = reader.Instant(),
                FirstVersion = reader.OptionalText(),
                Exemplars = ReadExemplars(ref reader, texts, hasIds),
            };
        }

        return contributors;
    }

    private static SloExemplar[] ReadExemplars(ref StateReader reader, string[] texts, bool hasIds)
    {
        var exemplars = new SloExemplar[reader.Length()];
        for (var i = 0; i < exemplars.Length; i++)
        {
            var trace = reader.OptionalText();
            DateTimeOffset at = reader.Instant();
            var elapsed = reader.Number();
            SloExemplar exemplar = new(trace, at, elapsed < 0 ? null : new TimeSpan(elapsed), ReadValues(ref reader, texts));
            exemplars[i] = !hasIds ? exemplar
                : exemplar with { SpanId = reader.OptionalText(), RequestId = reader.OptionalText() };
        }

        return exemplars;
    }

    private static void Write(StateWriter writer, IReadOnlyList<SloDimensionValue> values, string[] texts)
    {
        writer.Number(values.Count);
        foreach (SloDimensionValue value in values)
        {
            writer.Number((long)value.Dimension);
            writer.Number(Array.IndexOf(texts, value.Value));
        }
    }

    private static SloDimensionValue[] ReadValues(ref StateReader reader, string[] texts)
    {
        var values = new SloDimensionValue[reader.Length()];
        for (var i = 0; i < values.Length; i++)
        {
            SloDimension dimension = reader.Word<SloDimension>();
            var place = reader.Number();
            values[i] = new(dimension, place >= 0 && place < texts.Length ? texts[place] : throw StateReader.Broken());
        }

        return values;
    }

    private static double ReadNumber(ref StateReader reader) =>
        BitConverter.Int64BitsToDouble(reader.Number()) is var number && double.IsFinite(number) ? number : throw StateReader.Broken();
}
