using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Slo;
using Slo.Hosting.Backfill;
using Slo.Hosting.Sets;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Gives new objectives a history, so that their budgets do not begin at zero.</summary>
public static class SloBackfillBuilderExtensions
{
    /// <summary>
    /// Fills objectives that have counted nothing, and of which the store has nothing, from a folder with a file <c>NAME.csv</c> for each,
    /// as <c>slo export --folder</c> writes it, when the host starts or a reload adds them. Only time with rows counts as observed. What
    /// cannot be read is logged, and stops nothing.
    /// </summary>
    /// <param name="builder">The result of <c>AddSlo</c>. Several sources may be added: the first one that has an objective fills
    /// it.</param>
    /// <param name="folder">The folder; a file of at most 64 MB is read.</param>
    /// <param name="configure">How it is read.</param>
    /// <exception cref="OptionsValidationException">At start: an option is out of its range.</exception>
    public static ISloBuilder AddCsvBackfill(this ISloBuilder builder, string folder, Action<SloBackfillOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return Add(builder, new(options => new CsvHistorySource(Path.GetFullPath(folder), options.Step)), configure);
    }

    /// <summary>
    /// Fills objectives that have counted nothing, and of which the store has nothing, from the counters of a Prometheus, when the host
    /// starts or a reload adds them: those of the definition where it has queries, else <c>slo_events_total</c>, which
    /// <c>Slo.OpenTelemetry</c> exports, of all instances. Resets are recognised, and only time with samples counts as observed. What
    /// cannot be read is logged, and stops nothing.
    /// </summary>
    /// <param name="builder">The result of <c>AddSlo</c>. Several sources may be added: the first one that has an objective fills
    /// it.</param>
    /// <param name="server">For example <c>http://prometheus:9090</c>.</param>
    /// <param name="configure">How it is read.</param>
    /// <exception cref="ArgumentException">The address is none of HTTP, or has a password in it.</exception>
    /// <exception cref="OptionsValidationException">At start: an option is out of its range.</exception>
    public static ISloBuilder AddPrometheusBackfill(this ISloBuilder builder, Uri server, Action<SloBackfillOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(server);
        if (!server.IsAbsoluteUri || server.Scheme is not ("http" or "https") || server.UserInfo.Length > 0)
        {
            throw new ArgumentException(
                "must be an address with http or https and without a password, for example http://prometheus:9090; use ConfigureClient for "
                + "a header", nameof(server));
        }

        return Add(builder, new(options => new PrometheusHistorySource(server, options)), configure);
    }

    private static ISloBuilder Add(ISloBuilder builder, SourceFactory source, Action<SloBackfillOptions>? configure)
    {
        builder.Services.AddKeyedSingleton(builder.Name, source);
        if (builder.Services.Count(service =>
            service.ServiceType == typeof(SourceFactory) && service.IsKeyedService && Equals(service.ServiceKey, builder.Name)) == 1)
        {
            SloSet set = new(builder.Name);
            builder.Services.AddOptions<SloBackfillOptions>(builder.Name)
                .Validate(
                    options => IsWithin(options.Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)), "Timeout: must be from 1s to 1h")
                .Validate(
                    options => IsWithin(options.StartDelay, TimeSpan.Zero, TimeSpan.FromMinutes(5)), "StartDelay: must be from 0s to 5m")
                .Validate(
                    options => options.Step is not { } step || (IsWithin(step, TimeSpan.FromSeconds(1), TimeSpan.FromDays(31))
                        && step.Ticks % TimeSpan.TicksPerSecond == 0),
                    "Step: must be in whole seconds, from 1s to 31d")
                .ValidateOnStart();
            builder.Services.AddSingleton<IHostedService>(set.CreateBackfillService);
        }

        if (configure is not null)
        {
            builder.Services.Configure(builder.Name, configure);
        }

        return builder;
    }

    private static bool IsWithin(TimeSpan value, TimeSpan least, TimeSpan most) => value >= least && value <= most;
}
