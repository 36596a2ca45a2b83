using System.Diagnostics.Metrics;
using Xunit;

namespace Slo.Tests.Docs;

/// <summary>A factory of one meter, so that a listener sees the instruments of one test and no other.</summary>
internal sealed class OneMeter : IMeterFactory
{
    private readonly Meter _meter = new(SloTelemetry.MeterName);
    private readonly Meter _exemplars = new(SloTelemetry.ExemplarMeterName);

    public Meter Create(MeterOptions options)
    {
        if (options.Name == SloTelemetry.ExemplarMeterName)
        {
            return _exemplars;
        }

        Assert.Equal(SloTelemetry.MeterName, options.Name);
        return _meter;
    }

    public void Dispose()
    {
        _meter.Dispose();
        _exemplars.Dispose();
    }

    internal MeterListener Listen(Action<Instrument, MeterListener> published) => new()
    {
        InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == _meter)
            {
                published(instrument, listener);
            }
        },
    };
}
