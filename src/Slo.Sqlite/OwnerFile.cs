using System.Globalization;
using System.Text;

namespace Slo.Sqlite;

/// <summary>
/// The file beside the database that the process locks which uses it. It has the number of the last batch: SQLite takes a log that is gone
/// or damaged for one that ends early, and would forget those batches without a word.
/// </summary>
internal sealed class OwnerFile : IDisposable
{
    private const string Text = "Slo keeps state beside this file, which is locked by the process that uses it. Last batch: ";

    private readonly FileStream _stream;
    private readonly string _name;

    /// <exception cref="IOException">Another process uses the database.</exception>
    internal OwnerFile(string path)
    {
        _name = path + ".lock";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            _stream = new FileStream(_name, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new IOException($"{path}: is in use by another process; give each process a file of its own", exception);
        }
    }

    /// <summary>Whether it was removed, for example with its folder: then it locks nothing.</summary>
    internal bool IsGone => !File.Exists(_name);

    /// <summary>Whether state was saved before.</summary>
    internal bool HasState => _stream.Length > 0;

    /// <summary>The number of the last batch that was saved; 0 if it is not known.</summary>
    internal long LastBatch
    {
        get
        {
            var bytes = new byte[Text.Length + 20];
            _stream.Position = 0;
            var text = Encoding.UTF8.GetString(bytes, 0, _stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
            return text.StartsWith(Text, StringComparison.Ordinal)
                && long.TryParse(text.AsSpan(Text.Length).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var batch)
                ? batch : 0;
        }
    }

    public void Dispose() => _stream.Dispose();

    /// <summary>Notes the last batch, after it was saved. If the machine fails, an earlier one may be noted, never a later one.</summary>
    internal void Note(long batch)
    {
        _stream.Position = 0;
        _stream.Write(Encoding.UTF8.GetBytes(Text + batch.ToString(CultureInfo.InvariantCulture) + "\n"));
        _stream.SetLength(_stream.Position);
        _stream.Flush();
    }
}
