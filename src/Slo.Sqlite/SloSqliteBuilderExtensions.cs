using Slo;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps the state of objectives in a SQLite file.</summary>
public static class SloSqliteBuilderExtensions
{
    /// <summary>
    /// Keeps the state of the set in one SQLite file, so that budgets, windows and alerts go on after a restart. Several sets may use one
    /// file.
    /// </summary>
    /// <param name="builder">The result of <c>AddSlo</c>.</param>
    /// <param name="path">The file, created if it does not exist; in a container it belongs on a volume. Two processes cannot use one
    /// file: the second one runs without a store, and logs this.</param>
    /// <param name="configure">When to save.</param>
    public static ISloBuilder AddSqliteStore(this ISloBuilder builder, string path, Action<SloStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return builder.AddStore(provider => new SqliteSloStore(path, (TimeProvider?)provider.GetService(typeof(TimeProvider))), configure);
    }
}
