//! Names as people have them: in many scripts, written in both directions, in both orders, long and short.

/// How a whole name is put together.
#[derive(Debug, Clone, Copy)]
pub(super) enum Order {
    GivenFirst,
    FamilyFirst {
        /// What stands between the two.
        between: &'static str,
    },
    /// There is no family name.
    OneName,
}

/// Names that are heard together.
#[derive(Debug)]
pub(super) struct Culture {
    /// The language, as `locale` says it.
    pub(super) locale: &'static str,
    pub(super) order: Order,
    pub(super) given: &'static [&'static str],
    pub(super) family: &'static [&'static str],
}

const fn culture(
    locale: &'static str,
    order: Order,
    given: &'static [&'static str],
    family: &'static [&'static str],
) -> Culture {
    Culture { locale, order, given, family }
}

const TOGETHER: Order = Order::FamilyFirst { between: "" };
const APART: Order = Order::FamilyFirst { between: " " };

#[rustfmt::skip]
pub(super) const CULTURES: &[Culture] = &[
    culture("en-GB", Order::GivenFirst,
        &["Amelia", "Oliver", "Isla", "Harry", "Freya", "Alfie", "Poppy", "Rhys", "Siobhán", "Ewan", "Imogen", "Jude"],
        &["Smith", "O'Neill", "Llewellyn", "MacDonald", "Featherstonehaugh", "Ng", "Taylor-Joyce", "Patel", "Wright", "d'Arcy", "Singh", "Evans"]),
    culture("de-DE", Order::GivenFirst,
        &["Jürgen", "Käthe", "Lukas", "Mia", "Jörg", "Änne", "Felix", "Hannah", "Sören", "Ursula", "Anton", "Leni"],
        &["Müller", "Groß", "Schröder", "von der Heide", "Weiß", "Köhler", "Schmidt-Rottluff", "Jäger", "Böhm", "Vogel", "Fuchs", "Yıldız"]),
    culture("fr-FR", Order::GivenFirst,
        &["Zoé", "François", "Anaïs", "Loïc", "Chloé", "Noël", "Maëlle", "Hélène", "Jean-Luc", "Inès", "Rémi", "Cécile"],
        &["Lefèvre", "Dubois", "L'Hôpital", "Benoît", "Gauthier", "Nguyen", "Béranger", "d'Estaing", "Moreau", "Le Goff", "Traoré", "Sœur"]),
    culture("es-MX", Order::GivenFirst,
        &["Sofía", "Santiago", "María José", "Ángel", "Ximena", "Iñaki", "Lucía", "Jesús", "Begoña", "Tomás", "Itzel", "Cuauhtémoc"],
        &["García Hernández", "Muñoz López", "Peña Nieto", "de la Cruz", "Ibáñez Núñez", "Ramírez", "Ortega y Gasset", "Yáñez", "Agüero", "Xicoténcatl", "Vega Ruiz", "Zúñiga"]),
    culture("pt-BR", Order::GivenFirst,
        &["João", "Antônia", "Luís", "Conceição", "Thaís", "Caetano", "Júlia", "Vinícius", "Inês", "Otávio", "Lívia", "Simão"],
        &["da Silva", "Gonçalves", "dos Santos", "Araújo", "Magalhães", "e Sousa", "Pereira", "Brandão", "de Assis", "Antunes", "Café", "Leitão"]),
    culture("pl-PL", Order::GivenFirst,
        &["Łukasz", "Agnieszka", "Zdzisław", "Małgorzata", "Wójciech", "Żaneta", "Święto", "Grzegorz", "Bożena", "Jędrzej", "Stanisława", "Ignacy"],
        &["Brzęczyszczykiewicz", "Kowalska", "Wiśniewski", "Żółty", "Ćwik", "Łąkowa", "Szczęsny", "Dąbrowska", "Ślusarczyk", "Nowak", "Źrebiec", "Pająk"]),
    culture("is-IS", Order::GivenFirst,
        &["Þóra", "Björk", "Sigríður", "Ævar", "Óðinn", "Guðrún", "Jökull", "Ásdís", "Hákon", "Hrafnhildur", "Örn", "Íris"],
        &["Jónsdóttir", "Þorvaldsson", "Guðmundsdóttir", "Sigurðsson", "Ólafsdóttir", "Magnússon", "Björnsdóttir", "Ægisson", "Eiríksdóttir", "Árnason", "Helgadóttir", "Kárason"]),
    culture("tr-TR", Order::GivenFirst,
        &["Işıl", "İbrahim", "Çağla", "Ömer", "Şule", "Ümit", "Gülşen", "Doğan", "Ayşe", "Emre", "Özge", "Kağan"],
        &["Yılmaz", "Öztürk", "Çelik", "Şahin", "Güneş", "Işık", "Doğru", "İnönü", "Aydın", "Kılıç", "Yıldırım", "Erdoğdu"]),
    culture("el-GR", Order::GivenFirst,
        &["Γιώργος", "Ελένη", "Δημήτρης", "Σοφία", "Ιωάννης", "Αικατερίνη", "Νίκος", "Χρυσάνθη", "Θάνος", "Ευαγγελία", "Ξένια", "Φώτης"],
        &["Παπαδοπούλου", "Ιωαννίδης", "Καραγιάννη", "Οικονόμου", "Δημητρίου", "Βασιλείου", "Γεωργίου", "Αντωνίου", "Μακρής", "Νικολάου", "Χατζηγεωργίου", "Ζωγράφος"]),
    culture("uk-UA", Order::GivenFirst,
        &["Олена", "Тарас", "Ївга", "Ґудзь", "Юлія", "Богдан", "Соломія", "Є́вген", "Щек", "Зоряна", "Мар'яна", "Лук'ян"],
        &["Шевченко", "Коваленко", "Їжакевич", "Ґава", "Щербак", "Цимбалюк", "Нечуй-Левицька", "Об'єдков", "Хмельницька", "Жук", "Юрійчук", "Яворівський"]),
    culture("ar-EG", Order::GivenFirst,
        &["فاطمة", "محمد", "نور", "أحمد", "عائشة", "يوسف", "مريم", "عمر", "هُدى", "خالد", "ليلى", "عبد الرحمن"],
        &["الزهراء", "حسن", "آل سعود", "الخطيب", "بن علي", "المصري", "النجار", "أبو بكر", "الشريف", "حداد", "القاضي", "رمضان"]),
    culture("he-IL", Order::GivenFirst,
        &["נועה", "דוד", "תמר", "יוסף", "מאיה", "איתי", "שירה", "אורי", "רחל", "בנימין", "יעל", "משה"],
        &["כהן", "לוי", "בן־דוד", "מזרחי", "פרידמן", "אברהמי", "ביטון", "שפירא", "אוחיון", "גולן", "ברק", "צור"]),
    culture("fa-IR", Order::GivenFirst,
        &["زهرا", "علی‌رضا", "پریسا", "گلناز", "کوروش", "ژاله", "چنگیز", "مهسا", "سیاوش", "نگین", "پویا", "آرزو"],
        &["محمدی", "کریم‌پور", "حسینی", "پهلوان", "چراغی", "ژیان", "گودرزی", "یزدانی", "شیرازی", "فردوسی", "خیام", "رستمی"]),
    culture("hi-IN", Order::GivenFirst,
        &["आरव", "प्रिया", "श्रीकृष्ण", "अनन्या", "ऋषि", "कविता", "विवेक", "लक्ष्मी", "ईशान", "दीपिका", "ओंकार", "ज्योति"],
        &["शर्मा", "पटेल", "सिंह", "चट्टोपाध्याय", "गुप्ता", "श्रीवास्तव", "मिश्रा", "वर्मा", "अय्यर", "त्रिपाठी", "यादव", "क्षीरसागर"]),
    culture("ta-IN", Order::OneName,
        &["கண்ணன்", "மீனாட்சி", "செல்வம்", "லக்ஷ்மி", "முருகன்", "தமிழ்ச்செல்வி", "அருண்", "பொன்னி", "கார்த்திகேயன்", "யாழினி", "இளங்கோ", "வள்ளி"],
        &[""]),
    culture("th-TH", Order::GivenFirst,
        &["สมชาย", "กัญญา", "ณัฐพล", "ปิยะ", "สุดารัตน์", "ธนพร", "วีระ", "อรุณี", "ศักดิ์สิทธิ์", "มาลี", "ชัยวัฒน์", "น้ำฝน"],
        &["ศรีสุวรรณ", "วงศ์สวัสดิ์", "ทองดี", "เจริญสุข", "ณ อยุธยา", "บุญมี", "แก้วมณี", "รัตนโกสินทร์", "จันทร์เพ็ญ", "สุขใจ", "พงษ์พานิช", "ใจดี"]),
    culture("zh-CN", TOGETHER,
        &["伟", "秀英", "子轩", "欣怡", "浩然", "梓涵", "明", "丽华", "一诺", "建国", "雪", "文博"],
        &["王", "李", "张", "欧阳", "陈", "司马", "赵", "黄", "诸葛", "林", "𠮷", "吴"]),
    culture("ja-JP", APART,
        &["さくら", "蓮", "陽菜", "翔太", "ひかり", "颯", "美咲", "健一郎", "ゆう", "結衣", "大翔", "エミ"],
        &["佐藤", "鈴木", "髙橋", "渡邊", "小鳥遊", "齋藤", "山﨑", "伊集院", "一", "長谷川", "東海林", "森"]),
    culture("ko-KR", TOGETHER,
        &["민준", "서연", "도윤", "지우", "하은", "준", "예진", "시우", "수아", "현우", "빛나라", "은별"],
        &["김", "이", "박", "남궁", "최", "정", "황보", "강", "독고", "윤", "임", "제갈"]),
    culture("vi-VN", APART,
        &["Thị Hương", "Văn Đức", "Ngọc Ánh", "Quốc Bảo", "Thùy Dương", "Minh Tuấn", "Bích Ngọc", "Hữu Phước", "Mỹ Linh", "Đình Trọng", "Khánh Vy", "Ý Nhi"],
        &["Nguyễn", "Trần", "Lê", "Phạm", "Đặng", "Bùi", "Võ", "Hoàng", "Đỗ", "Hồ", "Ngô", "Lý"]),
    culture("hu-HU", APART,
        &["Ágnes", "Győző", "Zsófia", "Dezső", "Ildikó", "Béla", "Tünde", "Örs", "Réka", "Szabolcs", "Júlia", "Ákos"],
        &["Nagy", "Szőke", "Kővári", "Tóth", "Szűcs", "Horváth", "Kőműves", "Fekete", "Csókás", "Győri", "Ódor", "Zsíros"]),
    culture("yo-NG", Order::GivenFirst,
        &["Adébáyọ̀", "Fọlákẹ́", "Olúwaṣeun", "Títílayọ̀", "Ṣadé", "Babátúndé", "Ìyábọ̀", "Káyọ̀dé", "Yétúndé", "Ẹ̀bùn", "Táíwò", "Kẹ́hìndé"],
        &["Ọláwálé", "Adéyẹmí", "Ṣóyínká", "Okonkwo", "Àjàyí", "Ògúnlẹ́yẹ", "Adégòkè", "Chukwu", "Bámgbóṣé", "Ọbásanjọ́", "Fágúnwà", "Dáúdà"]),
    culture("id-ID", Order::OneName,
        &["Suharto", "Dewi", "Budi", "Kartini", "Wayan", "Nyoman", "Putri", "Joko", "Ketut", "Sri", "Agus", "Megawati"],
        &[""]),
    culture("haw-US", Order::GivenFirst,
        &["Keʻalohi", "Kaʻiulani", "Leilani", "Kūhiō", "Noelani", "Mākoa", "Hōkūlani", "Ikaika", "Māhealani", "Keoni", "Puaʻala", "Ānuenue"],
        &["Kamakawiwoʻole", "Kahananui", "Keihanaikukauakahihuliheekahaunaele", "Kealoha", "Nāone", "Kalākaua", "Hoʻomalu", "Pūkuʻi", "ʻĪʻī", "Kānekoa", "Akana", "Lonoikamakahiki"]),
];
